package dev.alexandrite.cli;

import dev.alexandrite.SafeText;
import dev.alexandrite.classify.PredictedValue;
import dev.alexandrite.classify.Prediction;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.evaluate.EvaluationReport;
import java.util.List;

/** Results as JSON. */
final class Results {
  private static final int TOP = 5;

  private Results() {}

  /** A number, null where JSON has no form for it. */
  static Json number(double value) {
    return Double.isFinite(value) ? Json.of(value) : new Json.Null();
  }

  /** The most probable classes, the best one first; the labels found, or the values. */
  static Json.Arr answers(Predictions predictions, int count) {
    return new Json.Arr(
        switch (predictions.task()) {
          case CLASSIFICATION -> predictions.top(count).stream().map(Results::prediction).toList();
          case MULTI_LABEL -> predictions.labels().stream().map(Results::prediction).toList();
          case REGRESSION -> predictions.values().stream().map(Results::value).toList();
        });
  }

  /** The same for people, a line each. */
  static List<String> lines(Predictions predictions, int count) {
    return switch (predictions.task()) {
      case CLASSIFICATION -> predictions.top(count).stream().map(Results::line).toList();
      case MULTI_LABEL ->
          predictions.labels().isEmpty()
              ? List.of("no label")
              : predictions.labels().stream().map(Results::line).toList();
      case REGRESSION ->
          predictions.values().stream()
              .map(value -> Text.format("%.4g  %s", value.value(), SafeText.of(value.name())))
              .toList();
    };
  }

  private static String line(Prediction prediction) {
    return Text.format("%.3f  %s", prediction.probability(), SafeText.of(prediction.label()));
  }

  private static Json value(PredictedValue value) {
    return new JsonObject()
        .put("name", value.name())
        .put("index", value.output())
        .put("value", number(value.value()))
        .build();
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
