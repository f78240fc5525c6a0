package dev.alexandrite.core.checkpoint;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.core.json.RecordUpgrades;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.UpdateOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * From format 1 to 2: the numbers of a layer's window were members of the layer, {@code
 * kernelHeight}, {@code kernelWidth}, {@code strideY}, {@code strideX}, {@code padding} and, since
 * windows may be dilated, {@code dilationY} and {@code dilationX}; now there is a {@link
 * dev.alexandrite.tensor.WindowAxis} for each axis. The learning rate was a {@code rate},
 * Nesterov's momentum a {@code lookAhead}.
 */
final class Format1 implements RecordUpgrades {
  private static final Map<Class<?>, UnaryOperator<Json.Obj>> UPGRADES =
      Map.of(
          Conv2d.class, Format1::window,
          LocallyConnected.class, Format1::window,
          MaxPool.class, Format1::window,
          AveragePool.class, Format1::window,
          Sgd.class, object -> renamed(object, "rate", "learningRate", "lookAhead", "nesterov"),
          AdamW.class, object -> renamed(object, "rate", "learningRate"),
          UpdateOptions.class, object -> renamed(object, "layerRates", "layerLearningRates"));

  private static final List<String> WINDOW =
      List.of(
          "kernelHeight", "kernelWidth", "strideY", "strideX", "padding", "dilationY", "dilationX");

  @Override
  public Json.Obj upgrade(Class<?> record, Json.Obj object) {
    return UPGRADES.getOrDefault(record, UnaryOperator.identity()).apply(object);
  }

  private static Json.Obj window(Json.Obj layer) {
    Json.Obj padding = layer.object("padding");
    boolean dense = WINDOW.subList(5, 7).stream().noneMatch(layer.members()::containsKey);
    Map<String, Json> members = new LinkedHashMap<>(layer.members());
    members.keySet().removeAll(WINDOW);
    members.put(
        "vertical",
        axis(
            layer.get("kernelHeight"),
            layer.get("strideY"),
            dense ? Json.of(1) : layer.get("dilationY"),
            padding.get("top"),
            padding.get("bottom")));
    members.put(
        "horizontal",
        axis(
            layer.get("kernelWidth"),
            layer.get("strideX"),
            dense ? Json.of(1) : layer.get("dilationX"),
            padding.get("left"),
            padding.get("right")));
    return new Json.Obj(members);
  }

  /** The members under other names, pairs of the earlier and the present one. */
  private static Json.Obj renamed(Json.Obj object, String... names) {
    Map<String, Json> members = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (name, value) -> {
              int at = List.of(names).indexOf(name);
              members.put(at >= 0 && at % 2 == 0 ? names[at + 1] : name, value);
            });
    return new Json.Obj(members);
  }

  private static Json axis(Json kernel, Json stride, Json dilation, Json before, Json after) {
    return new JsonObject()
        .put("kernel", kernel)
        .put("stride", stride)
        .put("dilation", dilation)
        .put("padBefore", before)
        .put("padAfter", after)
        .build();
  }
}
