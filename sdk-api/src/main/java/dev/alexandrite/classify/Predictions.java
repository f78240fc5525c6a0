package dev.alexandrite.classify;

import dev.alexandrite.data.Task;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a classifier answers for one image: the probabilities of all classes, of all labels where
 * images have several, or values. Immutable.
 */
public final class Predictions {
  private final List<String> classNames;
  private final float[] probabilities;
  private final Task task;
  private final double[] thresholds;

  /**
   * Copies the probabilities of classes.
   *
   * @param classNames the classes
   * @param probabilities {@code float32[classes]}
   * @throws IllegalArgumentException if the lengths differ
   */
  public Predictions(List<String> classNames, float[] probabilities) {
    this(Task.CLASSIFICATION, classNames, probabilities);
  }

  /**
   * Copies what a network answers.
   *
   * @param task what an image has
   * @param names the classes, labels or values
   * @param outputs {@code float32[names]}: probabilities, or values
   * @param thresholds from which probability on an image has a label, one a label; none for {@value
   *     ClassifierOptions#THRESHOLD} everywhere
   * @throws IllegalArgumentException if the lengths differ
   */
  public Predictions(Task task, List<String> names, float[] outputs, double... thresholds) {
    if (names.size() != outputs.length) {
      throw new IllegalArgumentException(
          names.size() + " class names for " + outputs.length + " probabilities");
    }
    this.classNames = List.copyOf(names);
    this.probabilities = outputs.clone();
    this.task = task;
    if (thresholds.length > 0 && thresholds.length != names.size()) {
      throw new IllegalArgumentException(
          thresholds.length + " thresholds for " + names.size() + " names");
    }
    this.thresholds = thresholds.clone();
  }

  /**
   * What an image has.
   *
   * @return one class, several labels or values
   */
  public Task task() {
    return task;
  }

  /**
   * The labels that the image has, where it may have several: those whose probability is their
   * threshold or more.
   *
   * @return the labels, most probable first; equals are in the order of the labels. May be empty
   * @throws IllegalStateException if the network answers one class, or values
   */
  public List<Prediction> labels() {
    if (task != Task.MULTI_LABEL) {
      throw wrong("labels()", task == Task.REGRESSION ? "values()" : "top(k) or best()");
    }
    return sorted().filter(this::found).toList();
  }

  private boolean found(Prediction label) {
    double threshold =
        thresholds.length == 0 ? ClassifierOptions.THRESHOLD : thresholds[label.classIndex()];
    return label.probability() >= threshold;
  }

  /**
   * The values of a regression.
   *
   * @return one an output, in the order of the outputs
   * @throws IllegalStateException if the network answers probabilities
   */
  public List<PredictedValue> values() {
    if (task != Task.REGRESSION) {
      throw wrong("values()", task == Task.MULTI_LABEL ? "labels()" : "top(k) or best()");
    }
    return IntStream.range(0, probabilities.length)
        .mapToObj(i -> new PredictedValue(classNames.get(i), i, probabilities[i]))
        .toList();
  }

  private void requireProbabilities(String asked) {
    if (task == Task.REGRESSION) {
      throw wrong(asked, "values()");
    }
  }

  private IllegalStateException wrong(String asked, String remedy) {
    return new IllegalStateException(
        asked + " was asked for, but the model learned " + task.text() + "; call " + remedy);
  }

  private Stream<Prediction> sorted() {
    return IntStream.range(0, probabilities.length)
        .mapToObj(i -> new Prediction(classNames.get(i), i, probabilities[i]))
        .sorted(
            Comparator.comparingDouble(Prediction::probability)
                .reversed()
                .thenComparingInt(Prediction::classIndex));
  }

  /**
   * The most probable classes, the first ones first; equals are in the order of the classes.
   *
   * @param k how many, at least 1; more than there are classes gives all
   * @return the classes, most probable first
   * @throws IllegalArgumentException if k is below 1
   * @throws IllegalStateException here and below, if the network answers values
   */
  public List<Prediction> top(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("top(k) needs k of at least 1, found " + k);
    }
    requireProbabilities("top(k)");
    return sorted().limit(k).toList();
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
    requireProbabilities("probability(...)");
    return probabilities[classIndex];
  }

  /**
   * All probabilities.
   *
   * @return a copy, {@code float32[classes]}
   */
  public float[] probabilities() {
    requireProbabilities("probabilities()");
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
        && task == predictions.task
        && classNames.equals(predictions.classNames)
        && Arrays.equals(thresholds, predictions.thresholds)
        && Arrays.equals(probabilities, predictions.probabilities);
  }

  @Override
  public int hashCode() {
    return 31 * classNames.hashCode() + Arrays.hashCode(probabilities);
  }

  /** The five most probable classes, the labels that the image has, or the values. */
  @Override
  public String toString() {
    return switch (task) {
      case CLASSIFICATION -> top(5).toString();
      case MULTI_LABEL -> labels().toString();
      case REGRESSION -> values().toString();
    };
  }
}
