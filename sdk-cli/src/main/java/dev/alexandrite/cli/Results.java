package dev.alexandrite.cli;

import dev.alexandrite.classify.Prediction;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;

/** Results as JSON. */
final class Results {
  private Results() {}

  /** A number, null where JSON has no form for it. */
  static Json number(double value) {
    return Double.isFinite(value) ? Json.of(value) : new Json.Null();
  }

  /** The most probable classes, the best one first. */
  static Json.Arr top(Predictions predictions, int count) {
    return new Json.Arr(predictions.top(count).stream().map(Results::prediction).toList());
  }

  private static Json prediction(Prediction prediction) {
    return new JsonObject()
        .put("class", prediction.label())
        .put("index", prediction.classIndex())
        .put("probability", number(prediction.probability()))
        .build();
  }
}
