package dev.alexandrite.core.train;

import dev.alexandrite.TrainingException;

/** A tensor of a run holds infinity, NaN or what leads there: nobody gets it, it is not saved. */
final class NotFiniteException extends TrainingException {
  private static final long serialVersionUID = 1L;

  NotFiniteException(String tensor, String layer, float found, float limit) {
    super(
        "tensor "
            + tensor
            + " of layer "
            + layer
            + " contains a number of magnitude "
            + found
            + ", expected finite ones of at most "
            + limit);
  }
}
