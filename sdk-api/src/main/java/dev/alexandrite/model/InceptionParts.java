package dev.alexandrite.model;

/** What the two {@link GoogLeNet}s do each in its way, and by its own names. */
interface InceptionParts {
  /**
   * What comes before the first inception module.
   *
   * @return the layer that it reads
   */
  String stem();

  /**
   * One module.
   *
   * @param stage 3 to 5
   * @param letter from a on
   * @param filters of 1×1; before the 3×3 and of it; before the largest window and of it; behind
   *     the pooling
   * @param x what it reads
   * @return the layer that joins the four branches
   */
  String inception(int stage, char letter, int[] filters, String x);

  /**
   * A pooling after a stage that halves the maps.
   *
   * @param stage 3 or 4
   */
  String pool(int stage, String x);

  /**
   * A second classifier in the middle.
   *
   * @param number 1 or 2
   * @param dropout before its logits
   * @return the layer of its logits
   */
  String auxiliary(int number, Dropout dropout, String x);

  /** From the last module to the logits. */
  void head(String x);
}
