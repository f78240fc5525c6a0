package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is renamed under a run is noticed, and both halves are whole. */
class RenamedFolderTest {
  @TempDir Path temp;

  @Test
  void aFolderThatIsRenamedUnderARunIsAWarning() {
    Path folder = temp.resolve("run");
    Path moved = temp.resolve("moved");
    Warnings warnings = new Warnings();
    TrainingListener renaming =
        new TrainingListener() {
          @Override
          public void onEpoch(EpochReport report) {
            try {
              if (report.epoch() == 0) {
                Files.move(folder, moved);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    SmallRun.trainer()
        .epochs(3)
        .checkpoints(folder)
        .listener(renaming)
        .listener(warnings)
        .fit()
        .close();
    assertEquals(1, warnings.messages.size(), warnings.messages.toString());
    String said = warnings.messages.getFirst();
    assertTrue(
        said.startsWith("checkpoints(" + folder + "): the folder was renamed, deleted"), said);
    assertEquals(6, Checkpoint.latest(moved).orElseThrow().step());
    assertEquals(18, Checkpoint.latest(folder).orElseThrow().step());
  }
}
