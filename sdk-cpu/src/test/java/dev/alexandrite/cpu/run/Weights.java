package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.testkit.Tolerances;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run ended with, to be compared with another one. */
record Weights(Path checkpoint) {
  static Weights of(Trainer trainer) {
    TrainingResult result = trainer.fit();
    result.classifier().close();
    return new Weights(result.checkpoint().orElseThrow());
  }

  void assertSameBytes(Weights other, String what) throws IOException {
    for (String file : new String[] {"weights.safetensors", "optimizer.safetensors"}) {
      assertArrayEquals(
          Files.readAllBytes(checkpoint.resolve(file)),
          Files.readAllBytes(other.checkpoint.resolve(file)),
          file + " of " + what);
    }
  }

  /** Compares each tensor's difference with its norm. */
  void assertClose(Weights other, double tolerance, String what) {
    Map<String, float[]> own = values();
    Map<String, float[]> others = other.values();
    assertEquals(own.keySet(), others.keySet());
    own.forEach(
        (name, values) -> {
          double error = Tolerances.l2Error(others.get(name), values);
          assertTrue(error <= tolerance, () -> what + ": " + name + " differs by " + error);
        });
  }

  private Map<String, float[]> values() {
    Map<String, float[]> values = new LinkedHashMap<>();
    new CheckpointReader(checkpoint)
        .weights((name, shape, pieces) -> values.put(name, pieces.toArray(shape.elements())));
    return values;
  }
}
