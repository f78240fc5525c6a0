package dev.alexandrite.observe.look;

/**
 * A held-out image that is among the training images, too, so that it measures memory.
 *
 * @param validation the held-out image
 * @param training the training image that is most alike
 * @param bits in how many of 64 bits their hashes differ
 * @param identical whether they have the same pixels
 * @param mirrored whether one is like the mirror image of the other
 */
public record Leak(
    ImagePlace validation, ImagePlace training, int bits, boolean identical, boolean mirrored) {
  /**
   * Whether they have different classes.
   *
   * @return true if class names differ
   */
  public boolean labelsDisagree() {
    return !validation.className().equals(training.className());
  }

  /**
   * How alike the two are.
   *
   * @return in words, such as {@code 3 bits apart, mirrored}
   */
  public String likeness() {
    String distance = identical ? "identical" : bits + (bits == 1 ? " bit apart" : " bits apart");
    return mirrored ? distance + ", mirrored" : distance;
  }

  @Override
  public String toString() {
    return validation + " is " + training + ", " + likeness();
  }
}
