package dev.alexandrite.train;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, "Decoupled weight decay regularization",
 * arXiv 1711.05101).
 *
 * @param learningRate the base learning rate, above 0
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 * @param weightDecay the decoupled decay, 0 for none
 */
public record AdamW(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {
  /**
   * Checks the constants.
   *
   * @throws dev.alexandrite.TrainingException if a constant is out of range
   */
  public AdamW {
    Checks.positive("learning rate", learningRate);
    Checks.unit("beta1", beta1);
    Checks.unit("beta2", beta2);
    Checks.positive("epsilon", epsilon);
    Checks.notNegative("weight decay", weightDecay);
  }

  /**
   * AdamW with beta1 0.9, beta2 0.999, epsilon 1e-8 and decay 0.01.
   *
   * @param learningRate the base learning rate, 1e-3 by custom
   * @return the optimiser
   */
  public static AdamW of(double learningRate) {
    return new AdamW(learningRate, 0.9, 0.999, 1e-8, 0.01);
  }

  /**
   * Sets the decays of the two moments.
   *
   * @param first decay of the first moment, in [0, 1)
   * @param second decay of the second moment, in [0, 1)
   * @return the changed optimiser
   */
  public AdamW betas(double first, double second) {
    return new AdamW(learningRate, first, second, epsilon, weightDecay);
  }

  /**
   * Sets the weight decay.
   *
   * @param decay the decoupled decay, 0 for none
   * @return the changed optimiser
   */
  public AdamW weightDecay(double decay) {
    return new AdamW(learningRate, beta1, beta2, epsilon, decay);
  }
}
