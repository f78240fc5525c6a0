package dev.alexandrite.train;

/**
 * RMSprop as TensorFlow 1 has it, by which EfficientNet and MobileNetV2 were trained: each gradient
 * is divided by the root of the running mean of its squares. The mean begins at 1, epsilon stands
 * inside the root, and the learning rate inside the velocity:
 *
 * <pre>{@code
 * s = squareDecay·s + (1 - squareDecay)·u²,  u = g + weightDecay·w
 * v = momentum·v + rate·u / √(s + epsilon)
 * w -= v
 * }</pre>
 *
 * <p>PyTorch's RMSprop begins at 0, adds epsilon to the root, and has the rate outside the
 * velocity: a published rate for one is not one for the other. Source: Tieleman and Hinton,
 * "Lecture 6.5: RMSprop", 2012, and {@code tf.train.RMSPropOptimizer}.
 *
 * @param learningRate the base learning rate, above 0
 * @param squareDecay the decay of the mean of squares, in [0, 1)
 * @param momentum the weight of past steps, in [0, 1)
 * @param epsilon added to the mean of squares, above 0
 * @param weightDecay the decay, a part of the gradient as in {@link Sgd}; 0 for none
 */
public record RmsProp(
    double learningRate, double squareDecay, double momentum, double epsilon, double weightDecay)
    implements Optimizer {
  /**
   * Checks the constants.
   *
   * @throws dev.alexandrite.TrainingException if a constant is out of range
   */
  public RmsProp {
    Checks.positive("learning rate", learningRate);
    Checks.unit("square decay", squareDecay);
    Checks.unit("momentum", momentum);
    Checks.positive("epsilon", epsilon);
    Checks.notNegative("weight decay", weightDecay);
  }

  /**
   * TensorFlow's defaults: a square decay of 0.9, an epsilon of 1e-10, no momentum and no weight
   * decay.
   *
   * @param learningRate the base learning rate
   * @return the optimiser
   */
  public static RmsProp tensorflow(double learningRate) {
    return new RmsProp(learningRate, 0.9, 0, 1e-10, 0);
  }

  /**
   * Sets the decay of the mean of squares.
   *
   * @param weight the weight of the mean so far, in [0, 1)
   * @return the changed optimiser
   */
  public RmsProp squareDecay(double weight) {
    return new RmsProp(learningRate, weight, momentum, epsilon, weightDecay);
  }

  /**
   * Sets the momentum.
   *
   * @param weight the weight of past steps, in [0, 1); 0.9 in EfficientNet
   * @return the changed optimiser
   */
  public RmsProp momentum(double weight) {
    return new RmsProp(learningRate, squareDecay, weight, epsilon, weightDecay);
  }

  /**
   * Sets what keeps the root from 0.
   *
   * @param added added to the mean of squares, above 0; 0.001 in EfficientNet
   * @return the changed optimiser
   */
  public RmsProp epsilon(double added) {
    return new RmsProp(learningRate, squareDecay, momentum, added, weightDecay);
  }

  /**
   * Sets the weight decay.
   *
   * @param amount the decay, 0 for none
   * @return the changed optimiser
   */
  public RmsProp weightDecay(double amount) {
    return new RmsProp(learningRate, squareDecay, momentum, epsilon, amount);
  }
}
