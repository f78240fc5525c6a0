package dev.alexandrite.data;

/** The order in which training goes through a data set. */
public enum Order {
  /** A new random order for every epoch, by the seed. */
  SHUFFLED,
  /**
   * One random order by the seed, the same in every epoch: cuda-convnet's training files were
   * shuffled once, when they were written (its {@code make-data.py}).
   */
  SHUFFLED_ONCE,
  /** The data set's own order in every epoch. */
  FIXED
}
