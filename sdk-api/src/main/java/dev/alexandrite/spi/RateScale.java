package dev.alexandrite.spi;

import java.util.List;

/**
 * What a parameter's learning rate is multiplied by, epoch by epoch; 0 freezes it.
 *
 * @param first the multiplier from the first epoch on
 * @param changes later multipliers, by ascending epoch
 */
public record RateScale(float first, List<Change> changes) {
  /**
   * Another multiplier from an epoch on.
   *
   * @param epoch the epoch, from 0
   * @param scale the multiplier
   */
  public record Change(int epoch, float scale) {}

  /** Copies the list. */
  public RateScale {
    changes = List.copyOf(changes);
  }

  /**
   * The same multiplier throughout.
   *
   * @param scale the multiplier
   * @return the scale
   */
  public static RateScale constant(float scale) {
    return new RateScale(scale, List.of());
  }

  /**
   * The multiplier in an epoch.
   *
   * @param epoch the epoch, see {@link RunState#epoch}
   * @return that of the last change that has begun
   */
  public float at(int epoch) {
    float scale = first;
    for (int i = 0; i < changes.size() && changes.get(i).epoch() <= epoch; i++) {
      scale = changes.get(i).scale();
    }
    return scale;
  }
}
