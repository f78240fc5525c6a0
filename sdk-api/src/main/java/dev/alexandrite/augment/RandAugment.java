package dev.alexandrite.augment;

import java.util.Locale;

/**
 * Some operations, drawn with replacement from fourteen, all at one magnitude (Cubuk et al. 2019,
 * arXiv 1909.13719). Operations, their ranges and their pixels are those of torchvision's {@code
 * RandAugment} on Pillow's images, which differ a little from the paper's. At the last magnitude
 * they are: nothing; shear by 0.3 along either axis; translation by 150/331 of the width or height;
 * rotation by 30°; brightness, colour, contrast and sharpness changed by 0.9; posterised to 4 bits;
 * solarised from 0 on; and at any magnitude contrast stretched to 0 to 255, and histograms
 * equalised. Where a direction has a meaning, each has probability 0.5.
 *
 * <p>Works on whole numbers from 0 to 255, as {@link ColorJitter} does.
 *
 * @param operations how many, 2 by default
 * @param magnitude how strong, from 0 to {@code bins − 1}, 9 by default
 * @param bins how many magnitudes there are from nothing to the last, 31 by default
 * @param interpolation how pixels are mixed by shear, translation and rotation, nearest by default
 * @param fill what comes in from outside of the picture, black by default
 */
public record RandAugment(
    int operations, int magnitude, int bins, Interpolation interpolation, Rgb fill)
    implements Augment {
  private static final String NAME = "RandAugment";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are no operations, fewer than 2 bins or no bin of
   *     this magnitude, or the interpolation is bicubic
   */
  public RandAugment {
    AugmentChecks.atLeast(NAME, "operations", 1, operations);
    AugmentChecks.atLeast(NAME, "bins", 2, bins);
    if (magnitude < 0 || magnitude >= bins) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: with %d bins the magnitude is from 0 to %d, found %d",
              NAME,
              bins,
              bins - 1,
              magnitude));
    }
    AugmentChecks.nearestOrBilinear(NAME, interpolation);
  }

  /**
   * Of 31 bins, with the nearest pixel and black, torchvision's defaults.
   *
   * @param operations how many
   * @param magnitude how strong, from 0 to 30
   */
  public RandAugment(int operations, int magnitude) {
    this(operations, magnitude, 31, Interpolation.NEAREST, Rgb.BLACK);
  }

  /**
   * Another number of operations.
   *
   * @param count how many
   * @return the changed copy
   */
  public RandAugment operations(int count) {
    return new RandAugment(count, magnitude, bins, interpolation, fill);
  }

  /**
   * Another magnitude.
   *
   * @param bin how strong, from 0 to {@code bins − 1}
   * @return the changed copy
   */
  public RandAugment magnitude(int bin) {
    return new RandAugment(operations, bin, bins, interpolation, fill);
  }

  /**
   * Another interpolation.
   *
   * @param interpolation how pixels are mixed, nearest or bilinear
   * @return the changed copy
   */
  public RandAugment interpolation(Interpolation interpolation) {
    return new RandAugment(operations, magnitude, bins, interpolation, fill);
  }

  /**
   * Another colour from outside.
   *
   * @param colour what comes in from outside of the picture
   * @return the changed copy
   */
  public RandAugment fill(Rgb colour) {
    return new RandAugment(operations, magnitude, bins, interpolation, colour);
  }
}
