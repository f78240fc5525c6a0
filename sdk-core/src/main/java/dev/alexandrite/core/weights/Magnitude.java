package dev.alexandrite.core.weights;

/** Looks for what is infinite or not a number. */
public final class Magnitude {
  private Magnitude() {}

  /**
   * The largest magnitude. The bits of magnitudes are in their order, and those of infinity and NaN
   * above all others, so that one pass over integers finds them.
   *
   * @param values any numbers
   * @return 0 or above; infinite or NaN if one of the numbers is
   */
  public static float largest(float[] values) {
    int largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Float.floatToRawIntBits(value) & Integer.MAX_VALUE);
    }
    return Float.intBitsToFloat(largest);
  }
}
