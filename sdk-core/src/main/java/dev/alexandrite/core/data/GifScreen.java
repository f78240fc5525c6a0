package dev.alexandrite.core.data;

import dev.alexandrite.data.Image;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The logical screen of a GIF file and the place of its first frame on it. As in Pillow, the screen
 * grows where a frame reaches beyond it, and what no frame covers has the transparent index, else
 * 0.
 *
 * @param width of the screen
 * @param height of the screen
 * @param left of the first frame
 * @param top of the first frame
 * @param background red, green and blue of what the frame does not cover
 */
record GifScreen(int width, int height, int left, int top, int background) {
  private static final int SCREEN = 6;
  private static final int GLOBAL_PALETTE = 13;
  private static final int FRAME = 0x2C;
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xF9;

  /** Empty if there is no frame. */
  static Optional<GifScreen> of(byte[] file) {
    return Optional.ofNullable(new Walk(file).first());
  }

  /** The first frame on its screen. */
  Image compose(Image frame) {
    if (left == 0 && top == 0 && frame.width() == width && frame.height() == height) {
      return frame;
    }
    byte[] rgb = new byte[3 * width * height];
    for (int at = 0; at < rgb.length; at += 3) {
      rgb[at] = (byte) (background >> 16);
      rgb[at + 1] = (byte) (background >> 8);
      rgb[at + 2] = (byte) background;
    }
    int row = 3 * frame.width();
    for (int y = 0; y < frame.height(); y++) {
      System.arraycopy(frame.rgb(), y * row, rgb, 3 * ((top + y) * width + left), row);
    }
    return new Image(height, width, rgb);
  }

  private static int word(byte[] file, int at) {
    return (file[at] & 0xFF) | (file[at + 1] & 0xFF) << 8;
  }

  /** Goes over the blocks in front of the first frame. */
  private static final class Walk {
    private final byte[] file;
    private int transparent;

    Walk(byte[] file) {
      this.file = file;
    }

    @Nullable GifScreen first() {
      if (file.length < GLOBAL_PALETTE) {
        return null;
      }
      int at = GLOBAL_PALETTE + paletteBytes(file[10]);
      while (at < file.length && (file[at] & 0xFF) == EXTENSION) {
        at = afterExtension(at);
      }
      boolean complete = at + 10 <= file.length && (file[at] & 0xFF) == FRAME;
      return complete ? frame(at) : null;
    }

    private int afterExtension(int at) {
      if (at + 7 < file.length
          && (file[at + 1] & 0xFF) == GRAPHIC_CONTROL
          && (file[at + 3] & 1) != 0) {
        transparent = file[at + 6] & 0xFF;
      }
      int block = at + 2;
      while (block < file.length && file[block] != 0) {
        block += 1 + (file[block] & 0xFF);
      }
      return block + 1;
    }

    private GifScreen frame(int at) {
      int left = word(file, at + 1);
      int top = word(file, at + 3);
      int right = left + word(file, at + 5);
      int bottom = top + word(file, at + 7);
      byte local = file[at + 9];
      int palette = paletteBytes(local) > 0 ? at + 10 : GLOBAL_PALETTE;
      int colours = paletteBytes(local) > 0 ? paletteBytes(local) : paletteBytes(file[10]);
      return new GifScreen(
          Math.max(word(file, SCREEN), right),
          Math.max(word(file, SCREEN + 2), bottom),
          left,
          top,
          colour(palette, colours));
    }

    private int colour(int palette, int bytes) {
      int at = palette + 3 * transparent;
      return 3 * transparent + 3 > bytes || at + 3 > file.length
          ? 0
          : (file[at] & 0xFF) << 16 | (file[at + 1] & 0xFF) << 8 | (file[at + 2] & 0xFF);
    }

    /** Red, green and blue for 2 to 256 indices, if the flag is set. */
    private static int paletteBytes(byte flags) {
      return (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
    }
  }
}
