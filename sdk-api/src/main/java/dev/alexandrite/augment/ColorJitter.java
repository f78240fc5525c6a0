package dev.alexandrite.augment;

import java.util.Locale;

/**
 * Brightness, contrast, saturation and hue changed by random amounts, one after the other in random
 * order, as by torchvision's {@code ColorJitter} on Pillow's images. Each is a mixture, clipped to
 * 0 to 255: of black, of the grey of the picture's mean luma, or of the picture in grey, with the
 * picture itself, which has the weight that is drawn.
 *
 * <p>Works on whole numbers from 0 to 255: what {@link PcaColor} or a custom transform before it
 * made of the pixels is rounded to them.
 *
 * @param brightness the weight is drawn evenly from {@code max(0, 1 − brightness)} to {@code 1 +
 *     brightness}; 0 leaves it out
 * @param contrast as for the brightness
 * @param saturation as for the brightness
 * @param hue the hue is turned by a part of the circle drawn evenly from {@code −hue} to {@code
 *     hue}, at most 0.5; 0 leaves it out
 */
public record ColorJitter(double brightness, double contrast, double saturation, double hue)
    implements Augment {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative or not finite, or the hue above 0.5
   */
  public ColorJitter {
    requireAmount("brightness", brightness, Double.MAX_VALUE);
    requireAmount("contrast", contrast, Double.MAX_VALUE);
    requireAmount("saturation", saturation, Double.MAX_VALUE);
    requireAmount("hue", hue, 0.5);
  }

  private static void requireAmount(String what, double amount, double most) {
    if (!(amount >= 0 && amount <= most)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "color jitter: %s is 0 or a positive number%s, found %s",
              what,
              most < 1 ? " up to " + most : "",
              amount));
    }
  }

  /**
   * Another range of brightness.
   *
   * @param amount how far from 1, 0 for unchanged
   * @return the changed copy
   */
  public ColorJitter brightness(double amount) {
    return new ColorJitter(amount, contrast, saturation, hue);
  }

  /**
   * Another range of contrast.
   *
   * @param amount how far from 1, 0 for unchanged
   * @return the changed copy
   */
  public ColorJitter contrast(double amount) {
    return new ColorJitter(brightness, amount, saturation, hue);
  }

  /**
   * Another range of saturation.
   *
   * @param amount how far from 1, 0 for unchanged
   * @return the changed copy
   */
  public ColorJitter saturation(double amount) {
    return new ColorJitter(brightness, contrast, amount, hue);
  }

  /**
   * Another range of hue.
   *
   * @param amount how far, in parts of the circle, 0 for unchanged
   * @return the changed copy
   */
  public ColorJitter hue(double amount) {
    return new ColorJitter(brightness, contrast, saturation, amount);
  }
}
