package dev.alexandrite.evaluate;

import dev.alexandrite.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How well several labels an image were recognised. An image has a label where its target is 0.5 or
 * more, and it is found where its probability is the label's threshold or more.
 *
 * <p>Macro averages are means over the labels that the data has or that were found, where a NaN
 * counts as 0; micro averages count all labels together. Both are those of scikit-learn with {@code
 * zero_division=0}, over those labels.
 *
 * @param labels one a label, in the order of the network's outputs
 * @param exactMatch the part of the images whose labels were found, all of them and no other, in
 *     [0, 1]
 */
public record LabelMeasures(List<OfLabel> labels, double exactMatch) {
  /** Copies the list. */
  public LabelMeasures {
    labels = List.copyOf(labels);
  }

  /**
   * How one label was recognised.
   *
   * @param name the label
   * @param threshold the probability from which on it counts as found
   * @param truePositives images that have it and where it was found
   * @param falsePositives images that have it not and where it was found
   * @param falseNegatives images that have it and where it was not found
   * @param averagePrecision {@code Σ (R_n - R_(n-1)) P_n} over the probabilities seen, highest
   *     first, with recall R and precision P from each on: the area under steps, as scikit-learn's
   *     {@code average_precision_score}; NaN if no image has the label
   */
  public record OfLabel(
      String name,
      double threshold,
      int truePositives,
      int falsePositives,
      int falseNegatives,
      double averagePrecision) {
    /**
     * The part of the images where it was found that have it.
     *
     * @return in [0, 1]; NaN if it was never found
     */
    public double precision() {
      return truePositives / ((double) truePositives + falsePositives);
    }

    /**
     * The part of the images with it where it was found.
     *
     * @return in [0, 1]; NaN if no image has it
     */
    public double recall() {
      return truePositives / ((double) truePositives + falseNegatives);
    }

    /**
     * The harmonic mean of precision and recall.
     *
     * @return in [0, 1]; NaN if no image has it and it was never found
     */
    public double f1() {
      return 2.0 * truePositives / (2.0 * truePositives + falsePositives + falseNegatives);
    }

    private boolean seen() {
      return truePositives + falsePositives + falseNegatives > 0;
    }
  }

  /**
   * The mean of the labels' average precisions, over those that some image has.
   *
   * @return in [0, 1]; NaN if no image has any label
   */
  public double meanAveragePrecision() {
    return labels.stream()
        .mapToDouble(OfLabel::averagePrecision)
        .filter(precision -> !Double.isNaN(precision))
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The mean of the labels' precisions.
   *
   * @return in [0, 1], see above; NaN if no label was there or found
   */
  public double macroPrecision() {
    return macro(OfLabel::precision);
  }

  /**
   * The mean of the labels' recalls.
   *
   * @return in [0, 1], see above; NaN if no label was there or found
   */
  public double macroRecall() {
    return macro(OfLabel::recall);
  }

  /**
   * The mean of the labels' F1.
   *
   * @return in [0, 1], see above; NaN if no label was there or found
   */
  public double macroF1() {
    return macro(OfLabel::f1);
  }

  private double macro(ToDoubleFunction<OfLabel> measure) {
    return labels.stream()
        .filter(OfLabel::seen)
        .mapToDouble(measure)
        .map(value -> Double.isNaN(value) ? 0 : value)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The precision of all labels counted together.
   *
   * @return in [0, 1]; NaN if none was found
   */
  public double microPrecision() {
    return sum().precision();
  }

  /**
   * The recall of all labels counted together.
   *
   * @return in [0, 1]; NaN if no image has any
   */
  public double microRecall() {
    return sum().recall();
  }

  /**
   * F1 of all labels counted together.
   *
   * @return in [0, 1]; NaN if no label was there or found
   */
  public double microF1() {
    return sum().f1();
  }

  private OfLabel sum() {
    return new OfLabel(
        "all",
        Double.NaN,
        labels.stream().mapToInt(OfLabel::truePositives).sum(),
        labels.stream().mapToInt(OfLabel::falsePositives).sum(),
        labels.stream().mapToInt(OfLabel::falseNegatives).sum(),
        Double.NaN);
  }

  /**
   * The measures of each label, as text.
   *
   * @return a line for each label below one that names the columns
   */
  public String table() {
    List<String> lines = new ArrayList<>();
    lines.add("label (images): threshold, precision, recall, F1, average precision");
    for (OfLabel label : labels) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s (%d): %.2f, %.4f, %.4f, %.4f, %.4f",
              SafeText.of(label.name()),
              label.truePositives() + label.falseNegatives(),
              label.threshold(),
              label.precision(),
              label.recall(),
              label.f1(),
              label.averagePrecision()));
    }
    return String.join("\n", lines) + "\n";
  }
}
