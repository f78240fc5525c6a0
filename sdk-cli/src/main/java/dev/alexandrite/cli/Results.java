package dev.alexandrite.cli;

import dev.alexandrite.classify.Prediction;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.evaluate.EvaluationReport;

/** Results as JSON. */
final class Results {
  private static final int TOP = 5;

  private Results() {}

  /** A number, null where JSON has no form for it. */
  static Json number(double value) {
    return Double.isFinite(value) ? Json.of(value) : new Json.Null();
  }

  /** The most probable classes, the best one first. */
  static Json.Arr top(Predictions predictions, int count) {
    return new Json.Arr(predictions.top(count).stream().map(Results::prediction).toList());
  }

  /** Accuracy in one line; of five classes or fewer, every label is among the first five. */
  static String line(EvaluationReport report, int classes) {
    return Text.format("top1 %.4f", report.top1())
        + (classes > TOP ? Text.format("  top5 %.4f", report.top5()) : "");
  }

  private static Json prediction(Prediction prediction) {
    return new JsonObject()
        .put("class", prediction.label())
        .put("index", prediction.classIndex())
        .put("probability", number(prediction.probability()))
        .build();
  }
}
