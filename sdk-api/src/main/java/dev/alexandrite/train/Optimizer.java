package dev.alexandrite.train;

/** The rule that turns gradients into new parameters, with its constants. */
public sealed interface Optimizer permits Sgd, AdamW, RmsProp, Lamb {
  /**
   * The base learning rate, which the {@link Schedule} varies.
   *
   * @return the rate of the first step of a constant schedule
   */
  double learningRate();

  /**
   * The pull of every decaying parameter towards zero; each parameter kind scales it.
   *
   * @return the decay, 0 for none
   */
  double weightDecay();
}
