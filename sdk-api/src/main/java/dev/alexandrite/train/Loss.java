package dev.alexandrite.train;

import java.util.Optional;

/** A loss that the application computes on the host; see {@link Losses} for the built-in ones. */
@FunctionalInterface
public interface Loss {
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

  /**
   * What a checkpoint records of the loss beside the name of its class: a run is resumed only under
   * one of the same class and description. It has to name every constant on which a loss depends.
   *
   * @return the text; empty, the default, if the class says it all or it cannot be compared, of
   *     which a resumed run warns
   */
  default Optional<String> description() {
    return Optional.empty();
  }
}
