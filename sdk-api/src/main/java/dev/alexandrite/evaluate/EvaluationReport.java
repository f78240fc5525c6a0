package dev.alexandrite.evaluate;

import dev.alexandrite.SafeText;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How well a classifier does on labelled images. Ties are split as in the original code: a label
 * that shares the largest probability with others earns one over their number, and one that shares
 * the last places among five earns the free places over the number of those that share them
 * (cuda-convnet, {@code kMultiSoftmaxCost}).
 *
 * @param count the number of images, each counted once
 * @param top1 the part whose label has the largest probability, in [0, 1]
 * @param top5 the part whose label is among the five largest, in [0, 1]
 * @param loss the mean of {@code -log p} of the label, in nats
 * @param confusion which class was taken for which; in the history of a run the last and the best
 *     epoch have it, those before a resumption do not, whose checkpoint keeps the numbers alone
 * @param metrics the values of additional metrics, by name
 * @param views how many crops of each image were looked at
 */
public record EvaluationReport(
    int count,
    double top1,
    double top5,
    double loss,
    Optional<ConfusionMatrix> confusion,
    Map<String, Double> metrics,
    Views views) {
  /** Of so many classes or fewer, every label is among the first five. */
  private static final int TOP = 5;

  /** Copies the metrics. */
  public EvaluationReport {
    metrics = Map.copyOf(metrics);
  }

  /**
   * The top-1 error.
   *
   * @return {@code 1 - top1}
   */
  public double top1Error() {
    return 1 - top1;
  }

  /**
   * The top-5 error, the usual measure of ImageNet.
   *
   * @return {@code 1 - top5}
   */
  public double top5Error() {
    return 1 - top5;
  }

  /** One line, rounded; without the top-5 where there are known to be five classes or fewer. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d images, %s: top-1 %.2f %%",
                count,
                views == Views.CENTER ? "centre crop" : "ten views",
                100 * top1));
    if (confusion.isEmpty() || confusion.get().classNames().size() > TOP) {
      text.append(String.format(Locale.ROOT, ", top-5 %.2f %%", 100 * top5));
    }
    text.append(String.format(Locale.ROOT, ", loss %.4f", loss));
    confusion.ifPresent(
        matrix -> text.append(String.format(Locale.ROOT, ", F1 %.2f %%", 100 * matrix.macroF1())));
    new TreeMap<>(metrics)
        .forEach(
            (name, value) ->
                text.append(String.format(Locale.ROOT, ", %s %.4f", SafeText.of(name), value)));
    return text.toString();
  }
}
