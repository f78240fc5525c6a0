package dev.alexandrite.evaluate;

import dev.alexandrite.SafeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How often each class was taken for which. Immutable. It holds the counts that are not 0, so that
 * its memory follows the examples and the classes, not the square of the classes.
 *
 * <p>With tp examples of a class that were recognised, fn that were not, and fp of others that were
 * taken for it: recall is tp / (tp + fn), precision tp / (tp + fp), F1 their harmonic mean 2 tp /
 * (2 tp + fp + fn). Where that divides 0 by 0 it is NaN: the recall of a class that the data does
 * not have, the precision of one that was never predicted, F1 if both. A macro average is the mean
 * over the classes that the data has or that were predicted, where a NaN counts as 0: that of
 * scikit-learn with {@code zero_division=0}.
 */
public final class ConfusionMatrix {
  private final List<String> classNames;

  /** Where the counts of each true class begin; one more, where those of the last one end. */
  private final int[] starts;

  private final int[] predictions;
  private final int[] counts;
  private final int[] actualTotals;
  private final int[] predictedTotals;

  /**
   * One count.
   *
   * @param actual the true class
   * @param predicted the class that was predicted
   * @param count how many examples, at least 1
   */
  public record Cell(int actual, int predicted, int count) {}

  /** Counts examples, one after the other. Not thread-safe. */
  public static final class Builder {
    private final List<String> classNames;
    private final PairCounts pairs = new PairCounts();

    private Builder(List<String> classNames) {
      this.classNames = List.copyOf(classNames);
    }

    /**
     * Counts one example.
     *
     * @param actual its true class
     * @param predicted the class with the largest probability
     * @return this builder
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public Builder add(int actual, int predicted) {
      requireClass(classNames, actual);
      requireClass(classNames, predicted);
      pairs.add(actual, predicted);
      return this;
    }

    /**
     * The counts so far.
     *
     * @return the matrix
     */
    public ConfusionMatrix build() {
      return new ConfusionMatrix(this);
    }

    @Override
    public String toString() {
      return "counts of " + classNames.size() + " classes";
    }
  }

  private ConfusionMatrix(Builder builder) {
    long[] pairs = builder.pairs.sorted();
    int classes = builder.classNames.size();
    this.classNames = builder.classNames;
    this.starts = new int[classes + 1];
    this.predictions = new int[pairs.length];
    this.counts = new int[pairs.length];
    this.actualTotals = new int[classes];
    this.predictedTotals = new int[classes];
    for (int i = 0; i < pairs.length; i++) {
      int actual = PairCounts.first(pairs[i]);
      predictions[i] = PairCounts.second(pairs[i]);
      counts[i] = builder.pairs.count(pairs[i]);
      starts[actual + 1] = i + 1;
      actualTotals[actual] += counts[i];
      predictedTotals[predictions[i]] += counts[i];
    }
    for (int actual = 0; actual < classes; actual++) {
      starts[actual + 1] = Math.max(starts[actual], starts[actual + 1]);
    }
  }

  /**
   * Begins to count.
   *
   * @param classNames the classes
   * @return a builder without counts
   */
  public static Builder builder(List<String> classNames) {
    return new Builder(classNames);
  }

  /**
   * What counting and the matrix take at most.
   *
   * @param classes how many classes
   * @param examples how many examples
   * @return bytes
   */
  public static long bytes(int classes, long examples) {
    long pairs = Math.min(examples, (long) classes * classes);
    return PairCounts.bytes(pairs) + 2L * Integer.BYTES * pairs + 3L * Integer.BYTES * classes;
  }

  private static void requireClass(List<String> classNames, int label) {
    if (label < 0 || label >= classNames.size()) {
      throw new IndexOutOfBoundsException(
          "class " + label + " was asked for, there are 0 to " + (classNames.size() - 1));
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
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public int count(int actual, int predicted) {
    requireClass(classNames, actual);
    requireClass(classNames, predicted);
    int at = Arrays.binarySearch(predictions, starts[actual], starts[actual + 1], predicted);
    return at < 0 ? 0 : counts[at];
  }

  /**
   * The counts that are not 0.
   *
   * @return by true class, then by predicted class
   */
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>(counts.length);
    for (int actual = 0; actual < classNames.size(); actual++) {
      cells.addAll(row(actual));
    }
    return cells;
  }

  private List<Cell> row(int actual) {
    return IntStream.range(starts[actual], starts[actual + 1])
        .mapToObj(i -> new Cell(actual, predictions[i], counts[i]))
        .toList();
  }

  /**
   * The examples of a class that were recognised.
   *
   * @param label the class
   * @return their part, in [0, 1]; NaN if the data has none of the class
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public double recall(int label) {
    return count(label, label) / (double) actualTotals[label];
  }

  /**
   * The predictions of a class that were right.
   *
   * @param label the class
   * @return their part, in [0, 1]; NaN if the class was never predicted
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public double precision(int label) {
    return count(label, label) / (double) predictedTotals[label];
  }

  /**
   * The harmonic mean of precision and recall.
   *
   * @param label the class
   * @return in [0, 1]; 0 if no example of the class was recognised; NaN if the data has none of the
   *     class and it was never predicted
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public double f1(int label) {
    return 2.0 * count(label, label) / ((double) actualTotals[label] + predictedTotals[label]);
  }

  /**
   * The mean of the classes' recalls.
   *
   * @return in [0, 1], see above; NaN without examples
   */
  public double macroRecall() {
    return macro(this::recall);
  }

  /**
   * The mean of the classes' precisions.
   *
   * @return in [0, 1], see above; NaN without examples
   */
  public double macroPrecision() {
    return macro(this::precision);
  }

  /**
   * The mean of the classes' F1.
   *
   * @return in [0, 1], see above; NaN without examples
   */
  public double macroF1() {
    return macro(this::f1);
  }

  private double macro(IntToDoubleFunction measure) {
    return IntStream.range(0, classNames.size())
        .filter(label -> actualTotals[label] > 0 || predictedTotals[label] > 0)
        .mapToDouble(measure)
        .map(value -> Double.isNaN(value) ? 0 : value)
        .average()
        .orElse(Double.NaN);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix matrix
        && classNames.equals(matrix.classNames)
        && Arrays.equals(starts, matrix.starts)
        && Arrays.equals(predictions, matrix.predictions)
        && Arrays.equals(counts, matrix.counts);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * classNames.hashCode() + Arrays.hashCode(predictions))
        + Arrays.hashCode(counts);
  }

  /** The size and the averages; {@link #table()} has the counts. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "confusion of %d classes: macro recall %.2f %%, precision %.2f %%, F1 %.2f %%",
        classNames.size(),
        100 * macroRecall(),
        100 * macroPrecision(),
        100 * macroF1());
  }

  /**
   * The counts that are not 0, as text.
   *
   * @return one line for each true class that the data has: its name, its examples, and what they
   *     were taken for, the most frequent first
   */
  public String table() {
    StringBuilder text = new StringBuilder("true class (examples): predicted classes\n");
    for (int actual = 0; actual < classNames.size(); actual++) {
      if (actualTotals[actual] > 0) {
        text.append(SafeText.of(classNames.get(actual)))
            .append(" (")
            .append(actualTotals[actual])
            .append("):");
        row(actual).stream()
            .sorted((one, other) -> other.count() - one.count())
            .forEach(
                cell ->
                    text.append(' ')
                        .append(SafeText.of(classNames.get(cell.predicted())))
                        .append(' ')
                        .append(cell.count())
                        .append(','));
        text.setCharAt(text.length() - 1, '\n');
      }
    }
    return text.toString();
  }
}
