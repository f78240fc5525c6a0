package dev.alexandrite.tensor;

/**
 * How the weights of fully connected layers are kept while a network serves. One image through
 * AlexNet reads 234 MB of them and does little with each, so that smaller weights are faster in
 * proportion. Inputs, sums and results are float32 in every form; training knows {@link #FLOAT32}
 * alone.
 */
public enum WeightForm {
  /** As trained. */
  FLOAT32,
  /** The nearest number of 8 significant bits, ties to even: half the bytes. */
  BFLOAT16,
  /**
   * Integers {@code q} of -127 to 127 and one scale an output, {@code s = max|w| / 127} over the
   * output's weights; {@code w ≈ s·q} with {@code q = w / s} rounded, ties to even: a quarter of
   * the bytes.
   */
  INT8;

  private static final int MOST = 127;

  /**
   * Rounds one output's weights to what this form can hold.
   *
   * @param weights holds them
   * @param at the first one's place
   * @param length how many
   * @param rounded receives the rounded weights from index 0 on
   */
  public void round(float[] weights, int at, int length, float[] rounded) {
    float scale = scale(weights, at, length);
    for (int i = 0; i < length; i++) {
      float weight = weights[at + i];
      rounded[i] =
          switch (this) {
            case FLOAT32 -> weight;
            case BFLOAT16 -> Float.intBitsToFloat(bfloat16(weight) << 16);
            case INT8 -> scale * int8(weight, scale);
          };
    }
  }

  /**
   * What one output's sums are multiplied by in the end.
   *
   * @param weights holds the output's weights
   * @param at the first one's place
   * @param length how many
   * @return {@code max|w| / 127} for {@link #INT8}, 1 for the others
   */
  public float scale(float[] weights, int at, int length) {
    if (this != INT8) {
      return 1;
    }
    float largest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, Math.abs(weights[at + i]));
    }
    return largest / MOST;
  }

  /**
   * The nearest bfloat16.
   *
   * @param weight a weight
   * @return its 16 bits
   */
  public static int bfloat16(float weight) {
    int bits = Float.floatToRawIntBits(weight);
    if (Float.isNaN(weight)) {
      return (bits >>> 16) | 0x40; // rounding could carry a NaN into an infinity
    }
    return (bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16;
  }

  /**
   * The nearest multiple of a scale.
   *
   * @param weight a weight
   * @param scale of its output
   * @return how many times the scale, -127 to 127; 0 for a scale of 0
   */
  public static int int8(float weight, float scale) {
    if (scale == 0) {
      return 0;
    }
    return (int) Math.clamp(Math.rint((double) weight / scale), -MOST, MOST);
  }
}
