package dev.alexandrite.core.json;

import dev.alexandrite.augment.AugmentRandom;
import dev.alexandrite.augment.Planes;
import dev.alexandrite.augment.Transform;

/**
 * Stands in a pipeline that was read from a file for the application's transform, of which the file
 * has the name alone. Classification never calls it, and a resumed run brings the real one.
 */
public enum MissingTransform implements Transform {
  /** The only one: transforms are told apart by the names beside them. */
  INSTANCE;

  @Override
  public void apply(Planes image, AugmentRandom random) {
    throw new IllegalStateException("a checkpoint holds a custom transform's name, not its code");
  }

  @Override
  public String toString() {
    return "code of the application";
  }
}
