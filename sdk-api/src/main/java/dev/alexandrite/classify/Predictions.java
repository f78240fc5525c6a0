package dev.alexandrite.classify;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The probabilities of all classes for one image. Immutable. */
public final class Predictions {
  private final List<String> classNames;
  private final float[] probabilities;

  /**
   * Copies the probabilities.
   *
   * @param classNames the classes
   * @param probabilities {@code float32[classes]}
   * @throws IllegalArgumentException if the lengths differ
   */
  public Predictions(List<String> classNames, float[] probabilities) {
    if (classNames.size() != probabilities.length) {
      throw new IllegalArgumentException(
          classNames.size() + " class names for " + probabilities.length + " probabilities");
    }
    this.classNames = List.copyOf(classNames);
    this.probabilities = probabilities.clone();
  }

  /**
   * The most probable classes, the first ones first; equals are in the order of the classes.
   *
   * @param k how many, at least 1; more than there are classes gives all
   * @return the classes, most probable first
   * @throws IllegalArgumentException if k is below 1
   */
  public List<Prediction> top(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("top(k) needs k of at least 1, found " + k);
    }
    return IntStream.range(0, probabilities.length)
        .mapToObj(i -> new Prediction(classNames.get(i), i, probabilities[i]))
        .sorted(
            Comparator.comparingDouble(Prediction::probability)
                .reversed()
                .thenComparingInt(Prediction::classIndex))
        .limit(k)
        .toList();
  }

  /**
   * The most probable class.
   *
   * @return the first of {@link #top}
   */
  public Prediction best() {
    return top(1).get(0);
  }

  /**
   * The probability of one class.
   *
   * @param classIndex the class's place among the network's outputs
   * @return its probability, in [0, 1]
   */
  public float probability(int classIndex) {
    return probabilities[classIndex];
  }

  /**
   * All probabilities.
   *
   * @return a copy, {@code float32[classes]}
   */
  public float[] probabilities() {
    return probabilities.clone();
  }

  /**
   * The classes.
   *
   * @return their names, in the order of the network's outputs
   */
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Predictions predictions
        && classNames.equals(predictions.classNames)
        && Arrays.equals(probabilities, predictions.probabilities);
  }

  @Override
  public int hashCode() {
    return 31 * classNames.hashCode() + Arrays.hashCode(probabilities);
  }

  /** The five most probable classes. */
  @Override
  public String toString() {
    return top(5).toString();
  }
}
