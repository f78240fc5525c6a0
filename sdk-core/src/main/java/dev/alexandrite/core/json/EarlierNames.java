package dev.alexandrite.core.json;

import com.google.common.collect.ImmutableMap;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.UpdateOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What components of records were called by releases whose checkpoints are still read. Names are
 * added here and never removed.
 */
final class EarlierNames {
  /** By record, then by the earlier name: the name of now. */
  private static final ImmutableMap<Class<?>, ImmutableMap<String, String>> RENAMED =
      ImmutableMap.of(
          Sgd.class, ImmutableMap.of("rate", "learningRate", "lookAhead", "nesterov"),
          AdamW.class, ImmutableMap.of("rate", "learningRate"),
          UpdateOptions.class, ImmutableMap.of("layerRates", "layerLearningRates"));

  private EarlierNames() {}

  /**
   * Gives the members of an object the names of now.
   *
   * @param object the form of a record, written by this release or an earlier one
   * @param type the record
   * @return the object with today's names, in its own order
   */
  static Json.Obj upgrade(Json.Obj object, Class<?> type) {
    Map<String, String> renamed = RENAMED.get(type);
    if (renamed == null || renamed.keySet().stream().noneMatch(object.members()::containsKey)) {
      return object;
    }
    Map<String, Json> members = new LinkedHashMap<>();
    object.members().forEach((name, value) -> members.put(renamed.getOrDefault(name, name), value));
    return new Json.Obj(members);
  }
}
