package dev.alexandrite.observe.look;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Formats of image files, by their first bytes and by their extensions. */
enum FileFormat {
  JPEG("JPEG", "jpg", "jpeg", "jpe", "jfif"),
  PNG("PNG", "png"),
  GIF("GIF", "gif"),
  BMP("BMP", "bmp", "dib"),
  TIFF("TIFF", "tif", "tiff"),
  WEBP("WebP", "webp"),
  OTHER("of an unknown format");

  private final String title;
  private final Set<String> extensions;

  FileFormat(String title, String... extensions) {
    this.title = title;
    this.extensions = Set.of(extensions);
  }

  /** By the first twelve bytes, as Latin-1. */
  static FileFormat of(String head) {
    if (head.startsWith("\u00FF\u00D8")) {
      return JPEG;
    }
    if (head.startsWith("\u0089PNG")) {
      return PNG;
    }
    if (head.startsWith("GIF8")) {
      return GIF;
    }
    if (head.startsWith("BM")) {
      return BMP;
    }
    if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
      return TIFF;
    }
    return head.startsWith("RIFF") && head.startsWith("WEBP", 8) ? WEBP : OTHER;
  }

  /** What a file's name says it is; empty if it says nothing known. */
  static Optional<FileFormat> named(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> format.extensions.contains(extension))
        .findFirst();
  }

  @Override
  public String toString() {
    return title;
  }
}
