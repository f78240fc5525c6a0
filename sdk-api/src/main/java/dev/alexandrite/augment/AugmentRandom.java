package dev.alexandrite.augment;

/** Random numbers for one augmentation of one image in one epoch, the same in every run. */
public interface AugmentRandom {
  /**
   * The next whole number, every one with the same probability.
   *
   * @param bound how many, at least 1
   * @return 0 to {@code bound - 1}
   */
  int nextInt(int bound);

  /**
   * The next fraction, with equal probability.
   *
   * @return from 0 up to, not including, 1
   */
  float nextFloat();

  /**
   * The next normally distributed number.
   *
   * @return mean 0, standard deviation 1
   */
  double nextGaussian();
}
