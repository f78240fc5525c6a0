package dev.alexandrite.augment;

import java.util.Objects;

/**
 * A rectangle of the network's input erased with some probability (Zhong et al. 2017, arXiv
 * 1708.04896), by the algorithm of torchvision's {@code RandomErasing}: up to ten times an area is
 * drawn, evenly, and an aspect, evenly in its logarithm; the first rectangle that is smaller than
 * the input in both directions is put at a random position. If none is, nothing is erased.
 *
 * <p>It acts behind the normalisation, on what the network reads, and so stands last among the
 * augmentations.
 *
 * @param probability of an image to have something erased, 0.5 by default
 * @param minArea the smallest part of the input's area, 0.02 by default
 * @param maxArea the largest part of the input's area, 0.33 by default
 * @param minAspect the smallest height ÷ width of the rectangle, 0.3 by default
 * @param maxAspect the largest height ÷ width of the rectangle, 3.3 by default
 * @param value what is written, zeros by default
 */
public record RandomErasing(
    double probability,
    double minArea,
    double maxArea,
    double minAspect,
    double maxAspect,
    Value value)
    implements Augment {
  private static final String NAME = "random erasing";

  /** What an erased number becomes. */
  public enum Value {
    /** 0, which is the mean wherever one is subtracted. */
    ZERO,
    /**
     * A normal draw of mean 0 and standard deviation 1 for each, as inputs have that are divided by
     * their deviation; in other units, such as {@link PixelRange#BYTES}, it is next to nothing.
     */
    RANDOM
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the probability is not in [0, 1], an area not in (0, 1], an
   *     aspect not positive, or a smallest larger than its largest
   */
  public RandomErasing {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          NAME + ": the probability is from 0 to 1, found " + probability);
    }
    AugmentChecks.area(NAME, minArea, maxArea);
    AugmentChecks.aspect(NAME, minAspect, maxAspect);
    Objects.requireNonNull(value, "value");
  }

  /**
   * With torchvision's defaults of the rectangle, and zeros.
   *
   * @param probability of an image to have something erased
   */
  public RandomErasing(double probability) {
    this(probability, 0.02, 0.33, 0.3, 3.3, Value.ZERO);
  }

  /**
   * Other areas.
   *
   * @param min the smallest part of the input's area, above 0
   * @param max the largest part of the input's area, at most 1
   * @return the changed copy
   */
  public RandomErasing area(double min, double max) {
    return new RandomErasing(probability, min, max, minAspect, maxAspect, value);
  }

  /**
   * Other aspects.
   *
   * @param min the smallest height ÷ width
   * @param max the largest height ÷ width
   * @return the changed copy
   */
  public RandomErasing aspect(double min, double max) {
    return new RandomErasing(probability, minArea, maxArea, min, max, value);
  }

  /**
   * Another value.
   *
   * @param value what is written
   * @return the changed copy
   */
  public RandomErasing value(Value value) {
    return new RandomErasing(probability, minArea, maxArea, minAspect, maxAspect, value);
  }
}
