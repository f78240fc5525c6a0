package dev.alexandrite.cpu;

/** Matrix times vector (GEMV): a few rows of it at a time, in scalars, eight chains abreast. */
final class GemvKernel {
  /** The most rows at a time: eight chains hide the latency of the multiply-add. */
  static final int ROWS = 8;

  private GemvKernel() {}

  /**
   * Multiplies up to eight rows and a vector; each sum ascends.
   *
   * @param w the matrix
   * @param at where its first row begins
   * @param rows how many, 1 to 8
   * @param x the vector
   * @param xAt where it begins
   * @param length of a row
   * @param y receives the products
   * @param yAt the first one's place
   */
  static void multiply(
      float[] w, int at, int rows, float[] x, int xAt, int length, float[] y, int yAt) {
    if (rows == ROWS) {
      multiplyEight(w, at, x, xAt, length, y, yAt);
    } else {
      for (int row = 0; row < rows; row++) {
        y[yAt + row] = multiplyOne(w, at + row * length, x, xAt, length);
      }
    }
  }

  private static float multiplyOne(float[] w, int at, float[] x, int xAt, int length) {
    float sum = 0;
    for (int k = 0; k < length; k++) {
      sum = Math.fma(w[at + k], x[xAt + k], sum);
    }
    return sum;
  }

  private static void multiplyEight(
      float[] w, int w0, float[] x, int xAt, int length, float[] y, int yAt) {
    int w1 = w0 + length;
    int w2 = w1 + length;
    int w3 = w2 + length;
    int w4 = w3 + length;
    int w5 = w4 + length;
    int w6 = w5 + length;
    int w7 = w6 + length;
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    for (int k = 0; k < length; k++) {
      float t = x[xAt + k];
      s0 = Math.fma(w[w0 + k], t, s0);
      s1 = Math.fma(w[w1 + k], t, s1);
      s2 = Math.fma(w[w2 + k], t, s2);
      s3 = Math.fma(w[w3 + k], t, s3);
      s4 = Math.fma(w[w4 + k], t, s4);
      s5 = Math.fma(w[w5 + k], t, s5);
      s6 = Math.fma(w[w6 + k], t, s6);
      s7 = Math.fma(w[w7 + k], t, s7);
    }
    y[yAt] = s0;
    y[yAt + 1] = s1;
    y[yAt + 2] = s2;
    y[yAt + 3] = s3;
    y[yAt + 4] = s4;
    y[yAt + 5] = s5;
    y[yAt + 6] = s6;
    y[yAt + 7] = s7;
  }
}
