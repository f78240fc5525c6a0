package dev.alexandrite.testkit;

/**
 * How far what an operator computes, a gradient, a loss or a weight may be from the truth. There is
 * no other place with such a number but in api and core, which this module depends on: their tests
 * name them in {@code LossesTest} and {@code CoreTolerances}. A test of this module holds the
 * others to it.
 */
public final class Tolerances {
  /** The largest error of an operator, divided by the largest value of the reference. */
  public static final double OPERATOR = 1e-5;

  /**
   * The same where Winograd's tiles with six points and more along an axis are used, such as F(4×4,
   * 3×3): their transforms lose a digit (Lavin and Gray, arXiv 1509.09308).
   */
  public static final double WINOGRAD = 1e-4;

  /**
   * As {@link #OPERATOR}, of direct convolutions at AlexNet's sizes with normal inputs against sums
   * in double precision: what {@code docs/numerics.md} states, with room.
   */
  public static final double DIRECT_AT_ALEXNETS_SIZES = 5e-6;

  /** The same of Winograd's. */
  public static final double WINOGRAD_AT_ALEXNETS_SIZES = 4e-5;

  /**
   * An element of an operator without long sums, against the formula in double precision, divided
   * by its value where that is above 1: eight units in the last place of float32, 2^-23.
   */
  public static final double ELEMENT = 1e-6;

  /** The same where a result goes through two such steps, as in a gradient of a smooth function. */
  public static final double TWO_STEPS = 2e-6;

  /** The same of a normalised value and its gradient: a mean, a variance, a root and a quotient. */
  public static final double NORMALIZED = 3e-6;

  /** The same of sums over a batch, such as the gradient of a scale or a shift. */
  public static final double BATCH_SUM = 1e-5;

  /** The same of one product of two numbers: one rounding. */
  public static final double PRODUCT = 1e-7;

  /** The same of the gradient of logits, a probability less its target, at most 1. */
  public static final double LOGIT_GRADIENT = 2e-7;

  /** The relative error of a hyperbolic tangent near zero, where it is as small as its argument. */
  public static final double RELATIVE_TANH = 3e-7;

  /** The relative error of a logarithm, however near to 1 its argument. */
  public static final double RELATIVE_LOGARITHM = 3e-7;

  /** The relative error of a power of any size. */
  public static final double RELATIVE_POWER = 5e-7;

  /** The relative error of the error function. */
  public static final double RELATIVE_ERROR_FUNCTION = 1e-6;

  /** What Simpson's rule is off by, where the error function is integrated to compare it with. */
  public static final double INTEGRATION = 1e-12;

  /** The relative error of a probability, however small. */
  public static final double RELATIVE_PROBABILITY = 1e-5;

  /** What the probabilities of an image may add up to beside 1. */
  public static final double PROBABILITY_SUM = 1e-5;

  /** Winograd's algorithm in double precision, which its points amplify. */
  public static final double WINOGRAD_IN_DOUBLES = 1e-8;

  /** An element of Winograd's matrices, a fraction that is rounded once to double precision. */
  public static final double DOUBLE_ROUNDING = 1e-15;

  /**
   * As {@link #OPERATOR}, of a gradient against central differences of float32 values: with the
   * cubic terms of the functions, three digits remain.
   */
  public static final double FINITE_DIFFERENCES = 2e-3;

  /** The largest difference of a loss after some steps of training, absolute. */
  public static final double TRAINING_LOSS = 1e-4;

  /**
   * The same beside another tool's, over some steps of a deep network, whose own rounding grows
   * from step to step.
   */
  public static final double FOLLOWED_LOSS = 1e-3;

  /**
   * The largest relative L2 error of a tensor of gradients, or of weights after some steps, whose
   * sums were cut or ordered in another way.
   */
  public static final double WEIGHTS = 1e-4;

  /** The largest relative error of a gradient beside central differences of a float32 loss. */
  public static final double LOSS_DIFFERENCES = 5e-3;

  /** The same of weights where only gradients of parts of a batch were added in another order. */
  public static final double DIVIDED_BATCH_WEIGHTS = 1e-5;

  /**
   * The largest difference from what another tool computes of the same network, divided by the
   * largest of its outputs.
   */
  public static final double FOREIGN_RUNTIME = 1e-4;

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
    return maxError(actual, reference, 0);
  }

  /**
   * The measure for operators whose results may be small by chance: few sums, the terms of which
   * cancel, or gradients of differences.
   *
   * @param actual the result
   * @param reference the truth, of the same length
   * @param least the size of the terms, which is the measure where no result is larger
   * @return max|actual - reference| / max(least, max|reference|); the numerator alone if that is 0;
   *     infinite if a number is not one
   */
  public static double maxError(float[] actual, float[] reference, double least) {
    requireSameLength(actual, reference);
    double error = 0;
    double scale = least;
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
