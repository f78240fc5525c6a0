package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.train.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer that is frozen in mid-run keeps its bits, weights and momentum, on this backend too. */
class FrozenLayerTest {
  @TempDir Path directory;

  @Test
  void aFrozenLayerIsLeftAloneWhileTheOthersLearn() {
    List<Map<String, String>> epochs = new ArrayList<>();
    TrainingListener recorder =
        new TrainingListener() {
          @Override
          public void onCheckpoint(Path checkpoint) {
            if (Checkpoint.open(checkpoint).step() % (TrainingFixture.STEPS / 2) == 0) {
              epochs.add(checksums(checkpoint));
            }
          }
        };
    TrainingFixture.trainer(directory, 2, 1, 0)
        .layerLearningRate("conv1", 1, 0)
        .maxNorm(1)
        .listener(recorder)
        .fit()
        .classifier()
        .close();

    Map<String, String> before = epochs.getFirst();
    Map<String, String> after = epochs.getLast();
    List<String> frozen = before.keySet().stream().filter(name -> name.contains("conv1.")).toList();
    assertEquals(2, epochs.size());
    assertTrue(frozen.contains("momentum/conv1.weight"), frozen.toString());
    frozen.forEach(tensor -> assertEquals(before.get(tensor), after.get(tensor), tensor));
    assertNotEquals(before.get("conv2.weight"), after.get("conv2.weight"));
  }

  private static Map<String, String> checksums(Path checkpoint) {
    return Checkpoint.open(checkpoint).tensors().stream()
        .collect(Collectors.toMap(TensorInfo::name, TensorInfo::sha256));
  }
}
