package dev.alexandrite.train;

/**
 * Losses computed on the host, for {@link Trainer#loss}. Without any, a run uses softmax and
 * cross-entropy on the backend, which is faster and takes label smoothing and class weights.
 */
public final class Losses {
  private Losses() {}

  /**
   * The focal loss {@code -(1 - p)^gamma · log p} of the label's probability p, which plays down
   * examples that are already right (Lin et al., arXiv 1708.02002). With gamma 0 it is the plain
   * cross-entropy.
   *
   * @param gamma the focusing, 0 or above; 2 in its paper
   * @return the loss
   */
  public static Loss focal(double gamma) {
    Checks.notNegative("focal loss: gamma", gamma);
    return new FocalLoss(gamma);
  }

  /**
   * Half the squared distance between the logits and the one-hot label.
   *
   * @return the loss
   */
  public static Loss squaredError() {
    return new SquaredErrorLoss();
  }
}
