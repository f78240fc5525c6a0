package dev.alexandrite.train;

/**
 * LAMB, for batches of thousands: AdamW whose step is brought, parameter by parameter, to the
 * length of the weights that it changes (You et al. 2019, "Large batch optimization for deep
 * learning: training BERT in 76 minutes", arXiv 1904.00962, algorithm 2):
 *
 * <pre>{@code
 * u = m' / (√v' + epsilon) + weightDecay·w,  m' and v' Adam's moments, corrected for their bias
 * w -= rate · (‖w‖ / ‖u‖) · u
 * }</pre>
 *
 * <p>The ratio of norms is taken as it is, without limits, and is 1 where one of them is 0. As in
 * the authors' code, a parameter that does not decay takes Adam's step, with a ratio of 1: with
 * {@link Trainer#decayWeightsOnly} biases and the scales and shifts of norms, which are short at
 * first and would hardly move. Gradients are not normalised before; some implementations clip them,
 * as {@link Trainer#clipNorm} does.
 *
 * @param learningRate the base learning rate, above 0
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 * @param weightDecay the decay, a part of the step that is measured; 0 for none
 */
public record Lamb(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {
  /**
   * Checks the constants.
   *
   * @throws dev.alexandrite.TrainingException if a constant is out of range
   */
  public Lamb {
    Checks.positive("learning rate", learningRate);
    Checks.unit("beta1", beta1);
    Checks.unit("beta2", beta2);
    Checks.positive("epsilon", epsilon);
    Checks.notNegative("weight decay", weightDecay);
  }

  /**
   * LAMB with beta1 0.9, beta2 0.999, epsilon 1e-6 and decay 0.01, as in the paper's appendix.
   *
   * @param learningRate the base learning rate
   * @return the optimiser
   */
  public static Lamb of(double learningRate) {
    return new Lamb(learningRate, 0.9, 0.999, 1e-6, 0.01);
  }

  /**
   * Sets the decays of the two moments.
   *
   * @param first decay of the first moment, in [0, 1)
   * @param second decay of the second moment, in [0, 1)
   * @return the changed optimiser
   */
  public Lamb betas(double first, double second) {
    return new Lamb(learningRate, first, second, epsilon, weightDecay);
  }

  /**
   * Sets the weight decay.
   *
   * @param decay the decay, 0 for none
   * @return the changed optimiser
   */
  public Lamb weightDecay(double decay) {
    return new Lamb(learningRate, beta1, beta2, epsilon, decay);
  }
}
