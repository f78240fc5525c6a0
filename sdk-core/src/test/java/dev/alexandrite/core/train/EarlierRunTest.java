package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run saved by an early release, under names of then, goes on as if it had been of this one. */
class EarlierRunTest {
  private static final String GOLDEN = "/golden/format-1/step-00000012";

  @TempDir Path temp;

  @Test
  void itGoesOnWithTheBytesOfARunOfNow() throws IOException, URISyntaxException {
    Path parts = temp.resolve("parts");
    copy(Path.of(EarlierRunTest.class.getResource(GOLDEN).toURI()), parts.resolve("step-00000012"));
    Path whole = temp.resolve("whole");
    run(whole).fit().classifier().close();
    TrainingResult resumed = run(parts).resume().fit();
    resumed.classifier().close();
    assertEquals(4, resumed.history().size());
    Path last = Path.of("step-00000024");
    for (String file : List.of("weights.safetensors", "optimizer.safetensors")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(last).resolve(file)),
          Files.readAllBytes(parts.resolve(last).resolve(file)),
          file);
    }
  }

  private static Trainer run(Path folder) {
    return SmallRun.trainer().seed(42).averageWeights(0.8).epochs(4).checkpoints(folder);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }
}
