package dev.alexandrite.observe.look;

/**
 * An image that can be used and is odd.
 *
 * @param image which
 * @param oddity in what
 * @param detail what was found, such as {@code JPEG} or {@code 12×400}
 */
public record OddImage(ImagePlace image, Oddity oddity, String detail) {
  @Override
  public String toString() {
    return image + ": " + oddity + ", " + detail;
  }
}
