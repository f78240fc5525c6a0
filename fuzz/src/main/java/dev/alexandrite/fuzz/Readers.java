package dev.alexandrite.fuzz;

import dev.alexandrite.Engines;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.core.json.JsonReader;
import dev.alexandrite.data.DataEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The readers of bytes, by the name of their corpus. */
final class Readers {
  private static final Map<String, Reader> ALL =
      new TreeMap<>(
          Map.of(
              "json", Readers::json,
              "pictures", Readers::picture,
              "cifar", new CifarReader(),
              "cache", new CacheReader(),
              "manifests", new ManifestReader(),
              "weights", new WeightsReader()));

  private Readers() {}

  /** All of them, in the order of their names. */
  static Map<String, Reader> all() {
    return ALL;
  }

  private static void json(byte[] bytes, Path scratch) {
    try {
      JsonReader.read(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonException refused) {
      Refusal.requireReadable(refused);
    }
  }

  private static void picture(byte[] bytes, Path scratch) {
    Engines.load(DataEngine.class).decode(bytes, "picture");
  }
}
