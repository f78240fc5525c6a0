package dev.alexandrite.train;

/**
 * Another learning rate for one layer from an epoch on, see {@link Trainer#layerLearningRate}.
 *
 * @param layer the name of the layer that owns the parameters
 * @param fromEpoch the first epoch, counted from 0
 * @param factor what the schedule's rate is multiplied by, 0 to freeze the layer
 */
public record LayerLearningRate(String layer, int fromEpoch, double factor) {
  /**
   * Checks the numbers.
   *
   * @throws dev.alexandrite.TrainingException if one is out of range
   */
  public LayerLearningRate {
    Checks.atLeast("layerLearningRate: epoch", 0, fromEpoch);
    Checks.notNegative("layerLearningRate: factor", factor);
  }
}
