package dev.alexandrite.train;

/**
 * Stochastic gradient descent with momentum, in one of the two forms that differ when the learning
 * rate changes in mid-training.
 *
 * @param form where the learning rate stands, see {@link Form}
 * @param learningRate the base learning rate, above 0
 * @param momentum the weight of past gradients, in [0, 1)
 * @param nesterov whether the momentum is Nesterov's
 * @param weightDecay the decay, 0 for none
 */
public record Sgd(
    Form form, double learningRate, double momentum, boolean nesterov, double weightDecay)
    implements Optimizer {
  /** The two forms of momentum; they differ when the rate changes. */
  public enum Form {
    /** {@code v = m·v - rate·(g + decay·w); w += v} (AlexNet paper, section 5). */
    PAPER,
    /** {@code v = m·v + g + decay·w; w -= rate·v}. */
    PYTORCH
  }

  /**
   * Checks the constants.
   *
   * @throws dev.alexandrite.TrainingException if a constant is out of range
   */
  public Sgd {
    Checks.positive("learning rate", learningRate);
    Checks.unit("momentum", momentum);
    Checks.notNegative("weight decay", weightDecay);
    if (nesterov && momentum == 0) {
      throw Checks.wrong("nesterov(true) needs a momentum above 0: call momentum(0.9) first");
    }
  }

  /**
   * The paper's form: the rate is inside the velocity, {@code v = m·v - rate·(g + decay·w); w += v}
   * (AlexNet paper, section 5; cuda-convnet and Caffe do the same).
   *
   * @param learningRate the base learning rate; the paper's is 0.01
   * @return descent without momentum or decay
   */
  public static Sgd paper(double learningRate) {
    return new Sgd(Form.PAPER, learningRate, 0, false, 0);
  }

  /**
   * PyTorch's form: the rate is outside the velocity, {@code v = m·v + g + decay·w; w -= rate·v}.
   *
   * @param learningRate the base learning rate
   * @return descent without momentum or decay
   */
  public static Sgd pytorch(double learningRate) {
    return new Sgd(Form.PYTORCH, learningRate, 0, false, 0);
  }

  /**
   * Sets the momentum.
   *
   * @param weight the weight of past gradients, in [0, 1); the paper's is 0.9
   * @return the changed optimiser
   */
  public Sgd momentum(double weight) {
    return new Sgd(form, learningRate, weight, nesterov, weightDecay);
  }

  /**
   * Sets whether the momentum is Nesterov's, which looks ahead by the momentum before it uses the
   * gradient. Comes after {@link #momentum}.
   *
   * @param on true for Nesterov's
   * @return the changed optimiser
   * @throws dev.alexandrite.TrainingException if it is on and the momentum is 0
   */
  public Sgd nesterov(boolean on) {
    return new Sgd(form, learningRate, momentum, on, weightDecay);
  }

  /**
   * Sets the weight decay.
   *
   * @param decay the decay, 0 for none; the paper's is 5e-4
   * @return the changed optimiser
   */
  public Sgd weightDecay(double decay) {
    return new Sgd(form, learningRate, momentum, nesterov, decay);
  }
}
