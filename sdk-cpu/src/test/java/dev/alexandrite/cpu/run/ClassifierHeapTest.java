package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.cpu.run.RecommendedHeapFixture.Setup;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier that will not fit is refused before it is loaded, with a heap that is enough. */
class ClassifierHeapTest {
  private static final Pattern REMEDY = Pattern.compile("-Xmx(\\d+)m");

  @TempDir Path directory;

  @Test
  void theHeapThatTheRefusalRecommendsIsEnough() throws IOException, InterruptedException {
    Path checkpoint = checkpoint();
    String refusal = run(checkpoint, "64m", ClassifierHeapFixture.REFUSED);
    assertTrue(refusal.startsWith(checkpoint + " needs about "), refusal);
    assertTrue(refusal.contains("maxConcurrent is 2, batchSize 16"), refusal);
    Matcher remedy = REMEDY.matcher(refusal);
    assertTrue(remedy.find(), refusal);
    run(checkpoint, remedy.group(1) + "m", ClassifierHeapFixture.DONE);
  }

  private Path checkpoint() {
    try (TrainingResult result =
        RecommendedHeapFixture.trainer(Setup.CHECKPOINTS, directory.resolve("run")).fit()) {
      return result.checkpoint().orElseThrow();
    }
  }

  private String run(Path checkpoint, String heap, String word)
      throws IOException, InterruptedException {
    Path output = directory.resolve(heap + ".log");
    Process process =
        ChildJvm.start(
            ClassifierHeapFixture.class,
            List.of("-Xmx" + heap),
            output,
            checkpoint.toString(),
            "2");
    return ChildJvm.printed(process, output, word);
  }
}
