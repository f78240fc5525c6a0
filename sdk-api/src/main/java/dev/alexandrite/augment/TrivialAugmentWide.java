package dev.alexandrite.augment;

/**
 * One operation of fourteen, at a magnitude that is drawn too, every one with the same probability
 * (Müller and Hutter 2021, arXiv 2103.10158, the wide space). Operations, their ranges and their
 * pixels are those of torchvision's {@code TrivialAugmentWide} on Pillow's images: the operations
 * of {@link RandAugment}, but at the last magnitude shear by 0.99, translation by 32 pixels,
 * rotation by 135°, brightness, colour, contrast and sharpness changed by 0.99, posterised to 2
 * bits.
 *
 * <p>Works on whole numbers from 0 to 255, as {@link ColorJitter} does.
 *
 * @param bins how many magnitudes there are from nothing to the last, 31 by default
 * @param interpolation how pixels are mixed by shear, translation and rotation, nearest by default
 * @param fill what comes in from outside of the picture, black by default
 */
public record TrivialAugmentWide(int bins, Interpolation interpolation, Rgb fill)
    implements Augment {
  private static final String NAME = "TrivialAugmentWide";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are fewer than 2 bins or the interpolation is bicubic
   */
  public TrivialAugmentWide {
    AugmentChecks.atLeast(NAME, "bins", 2, bins);
    AugmentChecks.nearestOrBilinear(NAME, interpolation);
  }

  /** With torchvision's defaults. */
  public TrivialAugmentWide() {
    this(31, Interpolation.NEAREST, Rgb.BLACK);
  }

  /**
   * Another interpolation.
   *
   * @param interpolation how pixels are mixed, nearest or bilinear
   * @return the changed copy
   */
  public TrivialAugmentWide interpolation(Interpolation interpolation) {
    return new TrivialAugmentWide(bins, interpolation, fill);
  }

  /**
   * Another colour from outside.
   *
   * @param colour what comes in from outside of the picture
   * @return the changed copy
   */
  public TrivialAugmentWide fill(Rgb colour) {
    return new TrivialAugmentWide(bins, interpolation, colour);
  }
}
