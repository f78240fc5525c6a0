package dev.alexandrite.observe;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.train.TrainingConfig;
import java.util.Map;
import java.util.Optional;

/**
 * What a record says of its run, by which it is known again.
 *
 * @param members names and values
 */
record RunIdentity(Json.Obj members) {
  static RunIdentity of(TrainingConfig config) {
    return new RunIdentity(
        new JsonObject()
            .put("network", config.model().network().name())
            .put("parameters", config.model().network().parameterCount())
            .put("images", config.data().size())
            .put("batchSize", config.batchSize())
            .put("seed", config.seed())
            .build());
  }

  /** The first member that another run has otherwise, with both values; empty if there is none. */
  Optional<String> difference(Json.Obj start) {
    for (Map.Entry<String, Json> member : members.members().entrySet()) {
      Json other = start.members().get(member.getKey());
      if (!member.getValue().equals(other)) {
        return Optional.of(member.getKey());
      }
    }
    return Optional.empty();
  }
}
