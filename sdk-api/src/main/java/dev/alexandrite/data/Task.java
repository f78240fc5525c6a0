package dev.alexandrite.data;

/**
 * What a data set says of each image, and so what a network learns from it: which loss is made
 * small, what its outputs mean and by what it is measured. It is kept in checkpoints.
 */
public enum Task {
  /** One class of several. Outputs become probabilities by softmax, which add up to 1. */
  CLASSIFICATION("one class an image"),

  /**
   * Any number of labels, none included. Each output becomes a probability of its own, by the
   * sigmoid.
   */
  MULTI_LABEL("several labels an image"),

  /** A number for each output, such as a place or a size. Outputs are answered as they are. */
  REGRESSION("values an image");

  private final String text;

  Task(String text) {
    this.text = text;
  }

  /**
   * What there is for each image, in words.
   *
   * @return such as {@code several labels an image}
   */
  public String text() {
    return text;
  }
}
