package dev.alexandrite.core.data;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The format of a file, told by its first bytes, whatever its name says. */
enum ImageFormat {
  JPEG("JPEG", true, ""),
  PNG("PNG", true, ""),
  GIF("GIF", true, ""),
  BMP("BMP", true, ""),
  TIFF("TIFF", false, ""),
  WEBP("WebP", false, "; a plug-in such as com.twelvemonkeys.imageio:imageio-webp reads it"),
  HEIC("HEIC", false, "; convert it to JPEG or PNG, no common plug-in of ImageIO reads it"),
  AVIF("AVIF", false, "; convert it to JPEG or PNG, no common plug-in of ImageIO reads it"),
  JPEG_2000(
      "JPEG 2000",
      false,
      "; a plug-in such as com.github.jai-imageio:jai-imageio-jpeg2000 reads it"),
  HTML("an HTML page", false, "; what was downloaded is a message, not the picture"),
  OTHER("no format that is known", false, "");

  private static final int HEAD = 512;

  private final String title;
  private final boolean common;
  private final String hint;

  ImageFormat(String title, boolean common, String hint) {
    this.title = title;
    this.common = common;
    this.hint = hint;
  }

  /** What to call it. */
  String title() {
    return title;
  }

  /** Whether it is read without being asked for. */
  boolean isCommon() {
    return common;
  }

  /** What reads it, or what it means; empty if there is nothing to say. */
  String hint() {
    return hint;
  }

  static ImageFormat of(byte[] file) {
    String head = new String(file, 0, Math.min(file.length, HEAD), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u00FF\u00D8")) {
      return JPEG;
    }
    if (head.startsWith("\u0089PNG\r\n\u001A\n")) {
      return PNG;
    }
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
      return GIF;
    }
    if (head.startsWith("BM")) {
      return BMP;
    }
    if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
      return TIFF;
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return WEBP;
    }
    if (head.startsWith("\0\0\0\fjP  ")) {
      return JPEG_2000;
    }
    return head.startsWith("ftyp", 4) ? ofBrand(head) : text(head);
  }

  /** The major brand of a file in the container of ISO/IEC 14496-12. */
  private static ImageFormat ofBrand(String head) {
    String brand = head.substring(8, Math.min(12, head.length()));
    return switch (brand) {
      case "avif", "avis" -> AVIF;
      case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1" -> HEIC;
      default -> OTHER;
    };
  }

  private static ImageFormat text(String head) {
    String start = head.stripLeading().toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype html") || start.startsWith("<html") ? HTML : OTHER;
  }
}
