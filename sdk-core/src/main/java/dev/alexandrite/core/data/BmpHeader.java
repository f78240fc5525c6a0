package dev.alexandrite.core.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * The header of a BMP file, of which the JDK's reader trusts too much: a whole JPEG or PNG file may
 * stand in the place of pixels, with lengths of its own.
 */
final class BmpHeader {
  private static final int FILE_HEADER = 14;
  private static final int OS2_HEADER = 12;
  private static final int UNCOMPRESSED = 0;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int BIT_FIELDS = 3;

  private BmpHeader() {}

  /** Refuses embedded files, and fewer bytes of uncompressed pixels than there are pixels. */
  static void requireReadable(byte[] file, String name) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < FILE_HEADER + OS2_HEADER) {
      throw new BadImageException(name, "it ends within its header: it is truncated");
    }
    boolean os2 = bytes.getInt(FILE_HEADER) == OS2_HEADER;
    if (!os2 && file.length < FILE_HEADER + 40) {
      throw new BadImageException(name, "it ends within its header: it is truncated");
    }
    long width = os2 ? bytes.getShort(18) & 0xFFFF : bytes.getInt(18);
    long height = os2 ? bytes.getShort(20) & 0xFFFF : Math.abs((long) bytes.getInt(22));
    int depth = os2 ? bytes.getShort(24) : bytes.getShort(28);
    int compression = os2 ? UNCOMPRESSED : bytes.getInt(30);
    if (compression != UNCOMPRESSED
        && compression != RLE8
        && compression != RLE4
        && compression != BIT_FIELDS) {
      throw new BadImageException(
          name,
          String.format(
              Locale.ROOT, "it is a BMP of compression %d, which is not read", compression));
    }
    boolean plain = compression == UNCOMPRESSED || compression == BIT_FIELDS;
    long rowBytes = (width * depth + 31) / 32 * 4;
    boolean cut = plain && rowBytes > file.length / Math.max(1, height);
    if (width < 1 || depth < 1 || cut) {
      throw new BadImageException(
          name,
          String.format(
              Locale.ROOT,
              "its %d bytes cannot hold the %d×%d pixels that it claims: it is truncated or"
                  + " damaged",
              file.length,
              width,
              height));
    }
  }
}
