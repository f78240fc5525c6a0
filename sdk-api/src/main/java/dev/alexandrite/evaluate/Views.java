package dev.alexandrite.evaluate;

/** How many crops of an image are looked at. */
public enum Views {
  /** The centre crop. */
  CENTER,
  /**
   * The four corner crops and the centre, and their mirror images; the ten vectors of probabilities
   * are averaged (AlexNet paper, section 4.1).
   */
  TEN;

  /**
   * The number of crops.
   *
   * @return 1 or 10
   */
  public int count() {
    return this == CENTER ? 1 : 10;
  }
}
