package dev.alexandrite.core.augment;

/**
 * Turns the hue of a picture, in the bytes and with the roundings of Pillow's mode {@code HSV}: a
 * full turn is 255, hue and saturation are cut off, and what is mixed of them is rounded.
 */
final class Hue {
  private Hue() {}

  /**
   * Turns.
   *
   * @param picture changed in place
   * @param turn a part of the circle, from -0.5 to 0.5
   */
  static void turn(Raster picture, double turn) {
    int steps = (int) (turn * 255);
    byte[] rgb = picture.rgb;
    for (int at = 0; at < picture.length(); at += 3) {
      int red = rgb[at] & 0xFF;
      int green = rgb[at + 1] & 0xFF;
      int blue = rgb[at + 2] & 0xFF;
      int most = Math.max(red, Math.max(green, blue));
      int least = Math.min(red, Math.min(green, blue));
      if (most > least) {
        int hue = (hue(red, green, blue, most, most - least) + steps) & 0xFF; // around the circle
        int saturation = (int) ((float) (most - least) / (float) most * 255.0);
        write(rgb, at, hue, saturation, most);
      }
    }
  }

  private static int hue(int red, int green, int blue, int most, float range) {
    float fromRed = (most - red) / range;
    float fromGreen = (most - green) / range;
    float fromBlue = (most - blue) / range;
    float sixths;
    if (red == most) {
      sixths = fromBlue - fromGreen;
    } else if (green == most) {
      sixths = (float) (2.0 + fromRed - fromBlue);
    } else {
      sixths = (float) (4.0 + fromGreen - fromRed);
    }
    double turns = sixths / 6.0 + 1.0; // from 5/6 to 11/6
    return (int) ((float) (turns < 1 ? turns : turns - 1) * 255.0);
  }

  private static void write(byte[] rgb, int at, int hue, int saturation, int value) {
    int sector = (int) (hue * 6f / 255.0);
    float part = (float) (hue * 6f / 255.0 - sector);
    float full = (float) (saturation / 255.0);
    byte most = (byte) value;
    byte least = rounded(value * (1.0 - full));
    byte falling = rounded(value * (1.0 - full * part));
    byte rising = rounded(value * (1.0 - full * (1.0 - part)));
    switch (sector % 6) {
      case 0 -> write(rgb, at, most, rising, least);
      case 1 -> write(rgb, at, falling, most, least);
      case 2 -> write(rgb, at, least, most, rising);
      case 3 -> write(rgb, at, least, falling, most);
      case 4 -> write(rgb, at, rising, least, most);
      default -> write(rgb, at, most, least, falling);
    }
  }

  private static byte rounded(double value) {
    return (byte) (int) (value + 0.5);
  }

  private static void write(byte[] rgb, int at, byte red, byte green, byte blue) {
    rgb[at] = red;
    rgb[at + 1] = green;
    rgb[at + 2] = blue;
  }
}
