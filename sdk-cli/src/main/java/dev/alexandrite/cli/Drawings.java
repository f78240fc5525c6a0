package dev.alexandrite.cli;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.Image;

/** Shapes drawn for a network that was trained on such, where the user gives no picture. */
final class Drawings {
  private static final int CLASSES = 10;

  /** The default of {@code train --seed}. */
  private static final long SEED = 1;

  private Drawings() {}

  /** The images that {@code train} holds out, unless it is given a seed. */
  static Dataset heldOut(Classifier classifier) {
    return required(Images.drawnHeldOut(pixels(classifier), SEED), classifier, "--data DIR");
  }

  /**
   * One picture and its class's name as the picture's.
   *
   * @param seed draws another one
   */
  static NamedImage one(Classifier classifier, long seed) {
    Dataset drawings =
        required(DrawnShapes.of(CLASSES, pixels(classifier), seed), classifier, "a picture");
    int index = Math.floorMod(seed, CLASSES);
    String name = drawings.classNames().get(drawings.label(index));
    return new NamedImage("drawn " + name, drawings.image(index));
  }

  private static int pixels(Classifier classifier) {
    return classifier.recipe().pipeline().cropHeight();
  }

  private static Dataset required(Dataset drawings, Classifier classifier, String missing) {
    if (drawings.classNames().equals(classifier.classNames())) {
      return drawings;
    }
    throw new UsageException(
        missing
            + " is needed: shapes are drawn only for a network that was trained on them, and this"
            + " one's classes are others");
  }

  /**
   * A picture to look at.
   *
   * @param name its file's, or what was drawn
   * @param image its pixels
   */
  record NamedImage(String name, Image image) {}
}
