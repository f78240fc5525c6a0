package dev.alexandrite.testkit;

/** How far a result may be from the truth. There is no other place with such a number. */
public final class Tolerances {
  /** The largest error of an operator, divided by the largest value of the reference. */
  public static final double OPERATOR = 1e-5;

  /**
   * The same where Winograd's tiles with six points and more along an axis are used, such as F(4×4,
   * 3×3): their transforms lose a digit (Lavin and Gray, arXiv 1509.09308).
   */
  public static final double WINOGRAD = 1e-4;

  /** The largest difference of a loss after some steps of training, absolute. */
  public static final double TRAINING_LOSS = 1e-4;

  /** The largest relative L2 error of a tensor of gradients, or of weights after ten steps. */
  public static final double WEIGHTS = 1e-4;

  private Tolerances() {}

  /**
   * What an algorithm may be wrong by.
   *
   * @param algorithm its name, see {@link dev.alexandrite.spi.OpPlan#algorithm()}
   * @return {@link #WINOGRAD} if the name begins with {@code winograd}, else {@link #OPERATOR}
   */
  public static double of(String algorithm) {
    return algorithm.startsWith("winograd") ? WINOGRAD : OPERATOR;
  }

  /**
   * The measure for operators.
   *
   * @param actual the result
   * @param reference the truth, of the same length
   * @return max|actual - reference| / max|reference|; the numerator alone if the reference is all
   *     zeros; infinite if a number is not one
   */
  public static double maxError(float[] actual, float[] reference) {
    requireSameLength(actual, reference);
    double error = 0;
    double scale = 0;
    for (int i = 0; i < reference.length; i++) {
      double difference = Math.abs((double) actual[i] - reference[i]);
      if (!Double.isFinite(difference)) {
        return Double.POSITIVE_INFINITY;
      }
      error = Math.max(error, difference);
      scale = Math.max(scale, Math.abs(reference[i]));
    }
    return scale == 0 ? error : error / scale;
  }

  /**
   * The measure for operators, where the truth itself may hold NaN and infinities.
   *
   * @param actual the result
   * @param reference the truth, of the same length
   * @return as {@link #maxError}, over the numbers that are finite in the truth; infinite if
   *     another one is not the same
   */
  public static double maxErrorOfFinite(float[] actual, float[] reference) {
    requireSameLength(actual, reference);
    float[] compared = actual.clone();
    float[] finite = reference.clone();
    for (int i = 0; i < finite.length; i++) {
      if (!Float.isFinite(finite[i]) && Float.compare(finite[i], compared[i]) == 0) {
        finite[i] = 0;
        compared[i] = 0;
      }
    }
    return maxError(compared, finite);
  }

  /**
   * The measure for trained weights, tensor by tensor.
   *
   * @param actual the weights
   * @param reference the truth, of the same length
   * @return ‖actual - reference‖₂ / ‖reference‖₂; the numerator alone if the reference is all zeros
   */
  public static double l2Error(float[] actual, float[] reference) {
    requireSameLength(actual, reference);
    double error = 0;
    double scale = 0;
    for (int i = 0; i < reference.length; i++) {
      double difference = (double) actual[i] - reference[i];
      error += difference * difference;
      scale += (double) reference[i] * reference[i];
    }
    return scale == 0 ? Math.sqrt(error) : Math.sqrt(error / scale);
  }

  private static void requireSameLength(float[] actual, float[] reference) {
    if (actual.length != reference.length) {
      throw new AssertionError(
          "the result has " + actual.length + " elements, expected " + reference.length);
    }
  }
}
