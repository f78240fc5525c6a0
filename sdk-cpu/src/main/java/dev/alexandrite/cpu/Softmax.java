package dev.alexandrite.cpu;

/** Softmax over contiguous classes. */
final class Softmax {
  private Softmax() {}

  /** {@code y = exp(x - max) / Σ exp(x - max)}; may run in place. */
  static void forward(float[] x, int xAt, float[] y, int yAt, int classes) {
    exponentials(x, xAt, maximum(x, xAt, classes), y, yAt, classes);
    Arithmetic.divide(y, yAt, (float) sum(y, yAt, classes), y, yAt, classes);
  }

  static float maximum(float[] x, int at, int count) {
    float maximum = x[at];
    for (int i = 1; i < count; i++) {
      maximum = Math.max(maximum, x[at + i]);
    }
    return maximum;
  }

  /**
   * {@code y = exp(x - maximum)}, one at a time: there are too few classes for vectors to matter,
   * and vectors allocate until the loop is compiled.
   */
  static void exponentials(float[] x, int xAt, float maximum, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i++) {
      y[yAt + i] = Exponential.exp(x[xAt + i] - maximum);
    }
  }

  /** The sum in ascending order. */
  static double sum(float[] x, int at, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += x[at + i];
    }
    return sum;
  }
}
