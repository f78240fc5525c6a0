package dev.alexandrite.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which images an epoch of training is made of: each once, or as many drawn with replacement, some
 * more often than others. What is drawn is a function of the run's seed and the epoch; an image
 * that comes twice in an epoch is augmented differently each time.
 */
public sealed interface Sampling {
  /** Every image once an epoch. */
  record Once() implements Sampling {
    @Override
    public String toString() {
      return "every image once";
    }
  }

  /**
   * Images drawn by weights of their own.
   *
   * @param weights one an image, in the order of the data set: how often it comes in relation to
   *     the others
   */
  record Images(List<Double> weights) implements Sampling {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if a weight is negative or not finite, or none is above 0
     */
    public Images {
      weights = List.copyOf(weights);
      requireWeights("weighted", weights);
    }

    /** How many weights there are and a hash of them, by which a resumed run knows them. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "images by %d weights, %s", weights.size(), Fingerprint.of(weights));
    }
  }

  /**
   * Classes drawn by shares, and of the class an image, each with the same probability.
   *
   * @param shares one a class, in the order of the class names: how often it comes in relation to
   *     the others, however many images it has
   */
  record Classes(List<Double> shares) implements Sampling {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if a share is negative or not finite, or none is above 0
     */
    public Classes {
      shares = List.copyOf(shares);
      requireWeights("weightedClasses", shares);
    }

    @Override
    public String toString() {
      return "classes by shares " + shares;
    }
  }

  /** Classes drawn with the same probability, those without images left out. */
  record Balanced() implements Sampling {
    @Override
    public String toString() {
      return "balanced classes";
    }
  }

  /**
   * Every image once an epoch, the default.
   *
   * @return the sampling
   */
  static Sampling once() {
    return new Once();
  }

  /**
   * As many images an epoch as there are, drawn with replacement by weights.
   *
   * @param weights one an image, in the order of the data set, 0 or above
   * @return the sampling
   * @throws IllegalArgumentException if a weight is negative or not finite, or none is above 0
   */
  static Sampling weighted(double... weights) {
    return new Images(Arrays.stream(weights).boxed().toList());
  }

  /**
   * As many images an epoch as there are, drawn with replacement: first a class by its share, then
   * one of its images.
   *
   * @param shares one a class, in the order of the class names, 0 or above; {@code 3, 1} shows the
   *     first class three times as often as the second, however many images each has
   * @return the sampling
   * @throws IllegalArgumentException if a share is negative or not finite, or none is above 0
   */
  static Sampling weightedClasses(double... shares) {
    return new Classes(Arrays.stream(shares).boxed().toList());
  }

  /**
   * As many images an epoch as there are, drawn with replacement so that every class comes equally
   * often.
   *
   * @return the sampling
   */
  static Sampling balanced() {
    return new Balanced();
  }

  private static void requireWeights(String sampling, List<Double> weights) {
    double sum = 0;
    for (double weight : weights) {
      if (!(weight >= 0 && Double.isFinite(weight))) {
        throw new IllegalArgumentException(
            sampling + ": a weight is 0 or a positive number, found " + weight);
      }
      sum += weight;
    }
    if (!(sum > 0 && Double.isFinite(sum))) {
      throw new IllegalArgumentException(
          sampling
              + ": the weights add up to "
              + sum
              + "; give a positive one, and none too large");
    }
  }
}
