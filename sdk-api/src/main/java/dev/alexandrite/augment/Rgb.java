package dev.alexandrite.augment;

import java.util.Locale;

/**
 * A colour.
 *
 * @param red from 0 to 255
 * @param green from 0 to 255
 * @param blue from 0 to 255
 */
public record Rgb(int red, int green, int blue) {
  /** All zeros: what torchvision's transforms fill with unless they are told otherwise. */
  public static final Rgb BLACK = new Rgb(0, 0, 0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not from 0 to 255
   */
  public Rgb {
    if (Math.min(red, Math.min(green, blue)) < 0 || Math.max(red, Math.max(green, blue)) > 255) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "colour: red, green and blue are from 0 to 255, found %d, %d and %d",
              red,
              green,
              blue));
    }
  }
}
