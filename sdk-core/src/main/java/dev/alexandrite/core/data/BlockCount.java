package dev.alexandrite.core.data;

import java.util.Locale;

/**
 * Counts the blocks that PNG and GIF files are cut into, up to the end of the first frame. Each
 * costs the JDK's readers about a microsecond, however few bytes it has.
 */
final class BlockCount {
  /** So many take less than a second. */
  private static final int FEW = 100_000;

  /** Real blocks are the longest that the format allows, or some thousand bytes. */
  private static final int BYTES = 128;

  private static final int PNG_SIGNATURE = 8;
  private static final int PNG_FRAME = 12;
  private static final int GIF_HEADER = 13;
  private static final int GIF_EXTENSION = 0x21;
  private static final int GIF_FRAME = 0x2C;

  private final byte[] file;
  private int at;
  private int blocks;

  private BlockCount(byte[] file) {
    this.file = file;
  }

  /** Refuses a file of a great many small blocks. */
  static void requireFew(ImageFormat format, byte[] file, String name) {
    BlockCount count = new BlockCount(file);
    if (format == ImageFormat.PNG) {
      count.png();
    } else if (format == ImageFormat.GIF) {
      count.gif();
    }
    if (count.blocks > FEW && file.length / count.blocks < BYTES) {
      throw new BadImageException(
          name,
          String.format(
              Locale.ROOT,
              "it is cut into %d blocks of %d bytes, which are read one by one, where real files"
                  + " have a few long ones",
              count.blocks,
              file.length / count.blocks));
    }
  }

  private void png() {
    at = PNG_SIGNATURE;
    while (at + PNG_FRAME <= file.length) {
      int length =
          unsigned(at) << 24 | unsigned(at + 1) << 16 | unsigned(at + 2) << 8 | unsigned(at + 3);
      if (length < 0 || length > file.length - at - PNG_FRAME) {
        return;
      }
      at += PNG_FRAME + length;
      blocks++;
    }
  }

  private void gif() {
    at = GIF_HEADER;
    if (at > file.length) {
      return;
    }
    at += paletteBytes(unsigned(10));
    while (at < file.length && unsigned(at) == GIF_EXTENSION) {
      at += 2;
      blocks++;
      subBlocks();
    }
    if (at + 10 < file.length && unsigned(at) == GIF_FRAME) {
      at += 10 + paletteBytes(unsigned(at + 9)) + 1;
      subBlocks();
    }
  }

  private void subBlocks() {
    while (at < file.length && file[at] != 0) {
      at += 1 + unsigned(at);
      blocks++;
    }
    at++;
  }

  private int unsigned(int index) {
    return file[index] & 0xFF;
  }

  private static int paletteBytes(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
  }
}
