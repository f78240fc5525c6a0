package dev.alexandrite.core.data;

import dev.alexandrite.data.Decoding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the bytes of a file say of themselves, compared with each other before a decoder believes
 * them: a few bytes can claim any size, and any number of passes over it.
 */
final class ClaimCheck {
  private static final long MAX_SIDE = 65_535;

  /** Scans of real progressive files are about ten; each is a pass over the whole picture. */
  private static final int MAX_SCANS = 64;

  /** A file of few pixels may take all its scans, a large one sixteen. */
  private static final long MAX_SCANNED_PIXELS = 1L << 28;

  private static final int FEW_SCANS = 16;

  /** A block of 64 pixels has a bit at least in Huffman coding. */
  private static final long JPEG_PIXELS_OF_A_BYTE = 8 * 64;

  /** Deflate makes 258 bytes of two bits at best. */
  private static final long DEFLATE_BYTES_OF_A_BYTE = 1032;

  /** LZW with 12-bit codes, each a string of at most 4096 indices. */
  private static final long GIF_PIXELS_OF_A_BYTE = 4096 * 8 / 12;

  /** A screen that is mostly background needs no bytes; up to here it is taken for a picture. */
  private static final long GIF_EMPTY_PIXELS = 4_000_000;

  /** Run lengths: two bytes make 255 pixels. */
  private static final long BMP_PIXELS_OF_A_BYTE = 128;

  private static final long OTHER_PIXELS_OF_A_BYTE = 8192;

  private ClaimCheck() {}

  /** Why a picture of this size is not decoded; empty if it is. */
  static Optional<String> size(long width, long height, Decoding decoding) {
    if (width < 1 || height < 1) {
      return Optional.of(String.format(Locale.ROOT, "it claims %d×%d pixels", width, height));
    }
    if (Math.max(width, height) > MAX_SIDE) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "it claims %d×%d pixels; a side has %d at most, as in JPEG",
              width,
              height,
              MAX_SIDE));
    }
    return width * height <= decoding.maxPixels()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "it claims %d×%d pixels, more than the %s that are read (Decoding.maxPixels)",
                width,
                height,
                millions(decoding.maxPixels())));
  }

  private static String millions(long pixels) {
    return pixels % 1_000_000 == 0
        ? pixels / 1_000_000 + " million"
        : String.format(Locale.ROOT, "%d", pixels);
  }

  /** Why a file cannot hold the pixels it claims; empty if it can. */
  static Optional<String> content(ImageFormat format, byte[] file, long width, long height) {
    long pixels = width * height;
    return switch (format) {
      case JPEG -> scans(file, pixels).or(() -> bytes(file, pixels, JPEG_PIXELS_OF_A_BYTE));
      case PNG -> bytes(file, rowBytes(file, width) * height, DEFLATE_BYTES_OF_A_BYTE);
      case GIF ->
          pixels <= GIF_EMPTY_PIXELS ? Optional.empty() : bytes(file, pixels, GIF_PIXELS_OF_A_BYTE);
      case BMP -> bytes(file, pixels, BMP_PIXELS_OF_A_BYTE);
      default -> bytes(file, pixels, OTHER_PIXELS_OF_A_BYTE);
    };
  }

  private static Optional<String> bytes(byte[] file, long claimed, long ofAByte) {
    return claimed <= ofAByte * file.length
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "its %d bytes cannot hold the pixels it claims: it is truncated or damaged",
                file.length));
  }

  private static Optional<String> scans(byte[] file, long pixels) {
    int scans = JpegScans.count(file);
    boolean few = scans <= FEW_SCANS || scans * pixels <= MAX_SCANNED_PIXELS;
    return scans <= MAX_SCANS && few
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "it has %d scans, each of them a pass over all pixels, where real files have about"
                    + " ten",
                scans));
  }

  /** Bytes of a row of a PNG file, by the bit depth and the colour type in its first chunk. */
  private static long rowBytes(byte[] file, long width) {
    int depth = file.length > 25 ? file[24] & 0xFF : 8;
    int samples =
        List.of(1, 1, 3, 1, 2, 1, 4).get(file.length > 25 ? Math.min(file[25] & 0xFF, 6) : 0);
    return (width * depth * samples + 7) / 8;
  }
}
