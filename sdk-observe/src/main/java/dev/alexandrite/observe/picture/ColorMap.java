package dev.alexandrite.observe.picture;

/** Colours for values between 0 and 1. */
public enum ColorMap {
  /** Black to white. */
  GRAY(0x000000, 0xFFFFFF),

  /**
   * From dark blue by green to yellow, of even steps to the eye and to eyes that do not tell red
   * from green: nine colours of matplotlib's viridis (released as CC0), with straight lines
   * between.
   */
  VIRIDIS(0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725),

  /** Blue below, white at one half, red above: for values with a sign. */
  SIGNED(0x2166AC, 0x67A9CF, 0xF7F7F7, 0xEF8A62, 0xB2182B);

  private final int[] colors;

  ColorMap(int... colors) {
    this.colors = colors;
  }

  /**
   * The colour of a value.
   *
   * @param value 0 to 1; what is beyond gets the colour of the end, NaN that of 0
   * @return {@code 0xRRGGBB}
   */
  public int rgb(double value) {
    double place = Math.clamp(Double.isNaN(value) ? 0 : value, 0.0, 1.0) * (colors.length - 1);
    int below = Math.min((int) place, colors.length - 2);
    double share = place - below;
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = colors[below] >> shift & 0xFF;
      int to = colors[below + 1] >> shift & 0xFF;
      rgb |= (int) Math.round(from + share * (to - from)) << shift;
    }
    return rgb;
  }
}
