package dev.alexandrite.train;

/**
 * Training images made of two: an image and the one before it in its batch, in shares that are
 * drawn once a batch, with targets that are the same shares of both classes. Validation and
 * classification know nothing of it.
 *
 * <p>The share of the image itself is drawn from a beta distribution Beta(α, α): near 0 or 1 for
 * small α, evenly for 1. Which batch is mixed how follows from seed and step alone.
 *
 * @param mixup α of sums of two images (Zhang et al. 2018, arXiv 1710.09412); 0 for none
 * @param cutMix α of images with a rectangle of another (Yun et al. 2019, arXiv 1905.04899); 0 for
 *     none
 */
public record Mixing(double mixup, double cutMix) {
  /**
   * Checks both.
   *
   * @throws dev.alexandrite.TrainingException if one is negative or not finite, or both are 0
   */
  public Mixing {
    Checks.notNegative("mixing: alpha of mixup", mixup);
    Checks.notNegative("mixing: alpha of CutMix", cutMix);
    if (mixup == 0 && cutMix == 0) {
      throw Checks.wrong("mixing: mixup and CutMix have an alpha of 0, so that nothing is mixed");
    }
  }

  /**
   * Sums of two images: {@code λ · image + (1 - λ) · other}.
   *
   * @param alpha α of the distribution of λ, above 0; 0.2 for ImageNet in the paper, section 3.1
   * @return the mixing
   */
  public static Mixing mixup(double alpha) {
    return new Mixing(alpha, 0);
  }

  /**
   * Images with a rectangle of another, of 1 - λ of the area where it lies within the image.
   *
   * @param alpha α of the distribution of λ, above 0; 1 in the paper, section 3.1
   * @return the mixing
   */
  public static Mixing cutMix(double alpha) {
    return new Mixing(0, alpha);
  }

  /**
   * This mixup in one half of the batches, drawn at random, and CutMix in the other.
   *
   * @param alpha α of CutMix, above 0
   * @return the mixing
   */
  public Mixing orCutMix(double alpha) {
    return new Mixing(mixup, alpha);
  }
}
