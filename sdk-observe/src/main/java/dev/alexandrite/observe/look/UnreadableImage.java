package dev.alexandrite.observe.look;

/**
 * An image that cannot be used.
 *
 * @param image which
 * @param cause what is wrong with it, in words
 */
public record UnreadableImage(ImagePlace image, String cause) {
  @Override
  public String toString() {
    return image + ": " + cause;
  }
}
