package dev.alexandrite.augment;

/**
 * Colour noise: to every pixel of an image the same shift {@code Σ pᵢ·sᵢ·aᵢ} is added, where {@code
 * pᵢ} are the principal components of the training set's colours, {@code sᵢ} their standard
 * deviations and {@code aᵢ} normal draws, one for each image and epoch. The paper prints the
 * eigenvalue in the place of {@code sᵢ}; its code used the square root, and so does this.
 *
 * @param stddev the standard deviation of {@code aᵢ}, 0.1 in the paper
 * @param divide divides the whole image, after the mean was subtracted, by {@code 1 + stddev}, as
 *     the code released with the paper did
 * @param untilEpoch the first epoch, from 0, without noise and division; {@link #ALWAYS} for none.
 *     The released code's run on ILSVRC-2012 switched off at 67
 */
public record PcaColor(double stddev, boolean divide, int untilEpoch) implements Augment {
  /** Noise in every epoch. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative or the deviation is not finite
   */
  public PcaColor {
    if (!(stddev >= 0 && Double.isFinite(stddev))) {
      throw new IllegalArgumentException(
          "PCA colour: stddev must be 0 or a positive number, found " + stddev);
    }
    if (untilEpoch < 0) {
      throw new IllegalArgumentException(
          "PCA colour: untilEpoch must be 0 or more, found " + untilEpoch);
    }
  }

  /**
   * Switches the division by {@code 1 + stddev}.
   *
   * @param divide whether to divide
   * @return the changed copy
   */
  public PcaColor divide(boolean divide) {
    return new PcaColor(stddev, divide, untilEpoch);
  }

  /**
   * Ends the noise before the training ends.
   *
   * @param untilEpoch the first epoch, from 0, without noise
   * @return the changed copy
   */
  public PcaColor untilEpoch(int untilEpoch) {
    return new PcaColor(stddev, divide, untilEpoch);
  }
}
