package dev.alexandrite.observe.explain;

/** What a picture without content is: what covers a place, and where integrated gradients begin. */
public enum Baseline {
  /** Black pixels, as the paper of integrated gradients takes them. */
  BLACK,

  /** Pixels of middle grey, 127.5 of 255, as Zeiler and Fergus cover with. */
  GRAY,

  /** Zeros where the network reads: the mean of the training images, if one is subtracted. */
  ZERO;

  /** The input that it is. */
  float[] input(InputScale scale) {
    return switch (this) {
      case BLACK -> scale.plain(0);
      case GRAY -> scale.plain(127.5f);
      case ZERO -> new float[scale.plain(0).length];
    };
  }
}
