package dev.alexandrite.evaluate;

import java.util.Arrays;
import java.util.List;

/** How often each class was taken for which. Immutable. */
public final class ConfusionMatrix {
  private final List<String> classNames;
  private final int[] counts;

  /**
   * Copies the counts.
   *
   * @param classNames the classes
   * @param counts {@code int[classes, classes]}, a row for each true class, a column for each
   *     predicted one
   * @throws IllegalArgumentException if the number of counts is not the square of that of classes
   */
  public ConfusionMatrix(List<String> classNames, int[] counts) {
    this.classNames = List.copyOf(classNames);
    this.counts = counts.clone();
    if (counts.length != classNames.size() * classNames.size()) {
      throw new IllegalArgumentException(
          classNames.size() + " classes need their square of counts, found " + counts.length);
    }
  }

  /**
   * The classes.
   *
   * @return their names, in the order of the rows and columns
   */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * One count.
   *
   * @param actual the true class
   * @param predicted the class with the largest probability, the first of equals
   * @return how many examples
   */
  public int count(int actual, int predicted) {
    return counts[actual * classNames.size() + predicted];
  }

  /**
   * The examples of a class that were recognised.
   *
   * @param label the class
   * @return their part, in [0, 1]; NaN if the data has none of the class
   */
  public double recall(int label) {
    long all = 0;
    for (int predicted = 0; predicted < classNames.size(); predicted++) {
      all += count(label, predicted);
    }
    return count(label, label) / (double) all;
  }

  /**
   * The predictions of a class that were right.
   *
   * @param label the class
   * @return their part, in [0, 1]; NaN if the class was never predicted
   */
  public double precision(int label) {
    long all = 0;
    for (int actual = 0; actual < classNames.size(); actual++) {
      all += count(actual, label);
    }
    return count(label, label) / (double) all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix matrix
        && classNames.equals(matrix.classNames)
        && Arrays.equals(counts, matrix.counts);
  }

  @Override
  public int hashCode() {
    return 31 * classNames.hashCode() + Arrays.hashCode(counts);
  }

  /** The size alone; {@link #table()} has the counts. */
  @Override
  public String toString() {
    return "confusion of " + classNames.size() + " classes";
  }

  /**
   * All counts.
   *
   * @return one line for each true class
   */
  public String table() {
    StringBuilder text = new StringBuilder("true class: counts of predicted classes in order\n");
    for (int actual = 0; actual < classNames.size(); actual++) {
      text.append(classNames.get(actual)).append(':');
      for (int predicted = 0; predicted < classNames.size(); predicted++) {
        text.append(' ').append(count(actual, predicted));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
