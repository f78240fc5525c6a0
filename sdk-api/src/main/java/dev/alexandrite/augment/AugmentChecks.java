package dev.alexandrite.augment;

import java.util.Locale;

/** What several augmentations demand of their numbers. */
final class AugmentChecks {
  private AugmentChecks() {}

  /** A part of a picture's area: above 0, at most all of it. */
  static void area(String augment, double min, double max) {
    if (!(min > 0 && min <= max && max <= 1)) {
      throw refusal(augment, "the area", "part of the picture, above 0 and at most 1", min, max);
    }
  }

  /** Width to height. */
  static void aspect(String augment, double min, double max) {
    if (!(min > 0 && min <= max && Double.isFinite(max))) {
      throw refusal(augment, "the aspect", "positive number", min, max);
    }
  }

  private static IllegalArgumentException refusal(
      String augment, String what, String of, double min, double max) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s: %s is from one %s to another that is not smaller, found %s to %s",
            augment,
            what,
            of,
            min,
            max));
  }

  static void atLeast(String augment, String what, int least, int found) {
    if (found < least) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s: %s must be at least %d, found %d", augment, what, least, found));
    }
  }

  /** Rotations and shears have no cubic, which torchvision refuses for tensors as well. */
  static void nearestOrBilinear(String augment, Interpolation interpolation) {
    if (interpolation == Interpolation.BICUBIC) {
      throw new IllegalArgumentException(
          augment + ": the interpolation is NEAREST or BILINEAR, found BICUBIC");
    }
  }
}
