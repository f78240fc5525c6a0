package dev.alexandrite.observe.tune;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/**
 * The median stopping rule (Golovin et al., "Google Vizier: a service for black-box optimization",
 * KDD 2017): a trial ends at an epoch if its best value so far is worse than the median of the
 * means that the completed trials had up to that epoch.
 */
record MedianRule(int afterTrials, int afterEpochs) {
  /** No trial is ever stopped. */
  static final MedianRule NEVER = new MedianRule(Integer.MAX_VALUE, 1);

  /**
   * Whether a trial is to end.
   *
   * @param values its values so far
   * @param earlier the trials before it, of which the completed ones count
   * @param higherIsBetter which values are better
   */
  boolean stops(List<Double> values, List<TrialResult> earlier, boolean higherIsBetter) {
    if (values.size() < afterEpochs) {
      return false;
    }
    double sign = higherIsBetter ? -1 : 1;
    double[] means =
        earlier.stream()
            .filter(result -> result.state() == TrialResult.State.COMPLETED)
            .mapToDouble(result -> sign * mean(result.values(), values.size()))
            .filter(mean -> !Double.isNaN(mean))
            .sorted()
            .toArray();
    if (means.length == 0 || means.length < afterTrials) {
      return false;
    }
    int middle = means.length / 2;
    double median = means.length % 2 == 1 ? means[middle] : (means[middle - 1] + means[middle]) / 2;
    double best =
        values.stream()
            .mapToDouble(value -> sign * value)
            .filter(cost -> !Double.isNaN(cost))
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    return best > median;
  }

  private static double mean(List<Double> values, int epochs) {
    return Arrays.stream(values.stream().mapToDouble(Double::doubleValue).toArray())
        .limit(epochs)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  Json describe() {
    return equals(NEVER)
        ? new Json.Null()
        : new JsonObject().put("trials", afterTrials).put("epochs", afterEpochs).build();
  }
}
