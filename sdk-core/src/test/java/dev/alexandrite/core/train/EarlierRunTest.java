package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.tensor.TensorRole;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run saved by an early release, under names of then, goes on as if it had been of this one. */
class EarlierRunTest {
  private static final String GOLDEN = "/golden/format-1/step-00000012";

  @TempDir Path temp;

  /** Its averages were begun under another rule; all else is what it would have been. */
  @Test
  void itGoesOnWithTheBitsOfARunOfNow() throws IOException, URISyntaxException {
    Path parts = temp.resolve("parts");
    copy(Path.of(EarlierRunTest.class.getResource(GOLDEN).toURI()), parts.resolve("step-00000012"));
    Path whole = temp.resolve("whole");
    run(whole).fit().classifier().close();
    Warnings warnings = new Warnings();
    TrainingResult resumed = run(parts).resume().listener(warnings).fit();
    resumed.classifier().close();
    assertEquals(4, resumed.history().size());
    assertTrue(
        warnings.messages.stream().anyMatch(said -> said.contains("the averages of the weights")),
        warnings.messages.toString());
    assertEquals(checksums(whole), checksums(parts));
  }

  private static Map<String, String> checksums(Path folder) {
    return Checkpoint.open(folder.resolve("step-00000024")).tensors().stream()
        .filter(tensor -> !TensorRole.AVERAGE.owns(tensor.name()))
        .collect(Collectors.toMap(TensorInfo::name, TensorInfo::sha256));
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
