package dev.alexandrite.spi;

/** A loss that is computed on the host, between a download and an upload. */
@FunctionalInterface
public interface HostLoss {
  /**
   * Computes the loss of each row and the gradient of their mean.
   *
   * @param logits {@code float32[rows, classes]}
   * @param labels {@code float32[rows]}, class numbers
   * @param rows how many examples
   * @param classes how many logits an example
   * @param losses receives {@code float32[rows]}
   * @param gradient receives {@code float32[rows, classes]}: the gradient of the mean of the losses
   */
  void compute(
      float[] logits, float[] labels, int rows, int classes, float[] losses, float[] gradient);
}
