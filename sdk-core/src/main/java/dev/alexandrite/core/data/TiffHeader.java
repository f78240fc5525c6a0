package dev.alexandrite.core.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first directory of a TIFF file. A JPEG file may be embedded in place of pixels, whose own
 * claims nobody compares with those of the TIFF.
 */
final class TiffHeader {
  private static final int DIRECTORY = 4;
  private static final int ENTRY_BYTES = 12;
  private static final int COMPRESSION = 259;

  /** TIFF 6.0, section 22, and the technical note that replaced it. */
  private static final int OLD_JPEG = 6;

  private static final int JPEG = 7;

  private TiffHeader() {}

  /** Refuses a file with an embedded JPEG. */
  static void requireReadable(byte[] file, String name) {
    if (file.length < DIRECTORY + Integer.BYTES) {
      throw new BadImageException(name, "it ends within its header: it is truncated");
    }
    ByteBuffer bytes =
        ByteBuffer.wrap(file)
            .order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = bytes.getInt(DIRECTORY) & 0xFFFFFFFFL;
    if (directory + Short.BYTES > file.length) {
      throw new BadImageException(name, "its directory is beyond its end: it is truncated");
    }
    int entries = bytes.getShort((int) directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      long at = directory + Short.BYTES + (long) i * ENTRY_BYTES;
      if (at + ENTRY_BYTES > file.length) {
        throw new BadImageException(name, "it ends within its directory: it is truncated");
      }
      requirePlain(bytes, (int) at, name);
    }
  }

  private static void requirePlain(ByteBuffer bytes, int entry, String name) {
    int value = bytes.getShort(entry + 8) & 0xFFFF;
    boolean embedded = value == JPEG || value == OLD_JPEG;
    if ((bytes.getShort(entry) & 0xFFFF) == COMPRESSION && embedded) {
      throw new BadImageException(name, "it is a TIFF with a JPEG in it, which is not read");
    }
  }
}
