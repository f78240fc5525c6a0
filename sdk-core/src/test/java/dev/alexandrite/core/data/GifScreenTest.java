package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.data.Decoding;
import dev.alexandrite.data.Image;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** First frames on their screens. The expected colours are those of Pillow 9.4. */
class GifScreenTest {
  /** The palette: red, green and blue of the indices 0 and 1. */
  private static final byte[] PALETTE = {10, 20, 30, (byte) 200, 100, 50};

  private static final int TRANSPARENT_NONE = -1;

  @ParameterizedTest
  @CsvSource({
    // screen, frame, transparent, local palette; size, outside of the frame
    "4, 3, 1, 1, 2, 1, -1, false, 4, 3, 0x0A141E",
    "4, 3, 1, 1, 2, 1, 1, false, 4, 3, 0xC86432",
    "4, 3, 1, 1, 2, 1, -1, true, 4, 3, 0x0A141E",
    "2, 2, 1, 1, 3, 3, -1, false, 4, 4, 0x0A141E",
    "2, 2, 1, 1, 3, 3, 1, false, 4, 4, 0xC86432",
  })
  void aSmallerFrameLiesOnItsScreenAsInPillow(
      int screenWidth,
      int screenHeight,
      int left,
      int top,
      int width,
      int height,
      int transparent,
      boolean local,
      int expectedWidth,
      int expectedHeight,
      int outside) {
    byte[] file = gif(screenWidth, screenHeight, left, top, width, height, transparent, local);
    Image image = ImageDecoder.decode(file, "gif", Decoding.defaults());
    assertEquals(expectedWidth, image.width());
    assertEquals(expectedHeight, image.height());
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        boolean inside = y >= top && y < top + height && x >= left && x < left + width;
        int colour = image.value(y, x, 0) << 16 | image.value(y, x, 1) << 8 | image.value(y, x, 2);
        assertEquals(inside ? 0xC86432 : outside, colour, y + ", " + x);
      }
    }
  }

  /**
   * All pixels of the frame have the index 1; every code follows a clear code, of three bits each.
   */
  private static byte[] gif(
      int sw, int sh, int left, int top, int width, int height, int transparent, boolean local) {
    ByteBuffer file = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
    file.put("GIF89a".getBytes(StandardCharsets.US_ASCII));
    file.putShort((short) sw).putShort((short) sh);
    file.put((byte) (local ? 0 : 0x80)).put((byte) 1).put((byte) 0);
    if (!local) {
      file.put(PALETTE);
    }
    if (transparent != TRANSPARENT_NONE) {
      file.put(new byte[] {0x21, (byte) 0xF9, 4, 1, 0, 0, (byte) transparent, 0});
    }
    file.put((byte) 0x2C).putShort((short) left).putShort((short) top);
    file.putShort((short) width).putShort((short) height).put((byte) (local ? 0x80 : 0));
    if (local) {
      file.put(PALETTE);
    }
    byte[] codes = codes(width * height);
    file.put((byte) 2).put((byte) codes.length).put(codes).put((byte) 0).put((byte) 0x3B);
    byte[] bytes = new byte[file.position()];
    file.flip().get(bytes);
    return bytes;
  }

  private static byte[] codes(int pixels) {
    byte[] bytes = new byte[(3 * (2 * pixels + 2) + 7) / 8];
    for (int code = 0; code < 2 * pixels + 2; code++) {
      int value = code == 2 * pixels + 1 ? 5 : code % 2 == 0 ? 4 : 1;
      for (int bit = 0; bit < 3; bit++) {
        int at = 3 * code + bit;
        bytes[at / 8] |= (byte) ((value >> bit & 1) << at % 8);
      }
    }
    return bytes;
  }
}
