package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that refuses a checkpoint does not take what was learned with it. */
class UnsavedTest {
  private static final int STEPS_PER_EPOCH = 6;

  @TempDir Path temp;

  private final Warnings warnings = new Warnings();
  private Path folder;

  @BeforeEach
  void nameTheFolder() {
    folder = temp.resolve("checkpoints");
  }

  /** Puts a file where the folder was, once the run has begun. */
  private final class BlocksTheFolder implements TrainingListener {
    @Override
    public void onStart(RunControl run, MemoryReport memory) {
      try {
        Files.delete(folder.resolve(".lock"));
        Files.delete(folder);
        Files.writeString(folder, "a file stands where the folder should be");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private TrainingResult train(int epochs, TrainingListener listener) {
    return SmallRun.trainer()
        .epochs(epochs)
        .checkpoints(folder)
        .listener(warnings)
        .listener(new BlocksTheFolder())
        .listener(listener)
        .fit();
  }

  @Test
  void theRunGoesOnAndTriesAgain() {
    TrainingResult result = train(3, new FreesTheDisk());
    result.classifier().close();
    assertEquals(StopReason.COMPLETED, result.reason());
    assertEquals(1, warnings.messages.size(), warnings.messages.toString());
    String warning = warnings.messages.getFirst();
    assertTrue(warning.contains("step-00000006 could not be written"), warning);
    assertTrue(warning.contains("FileAlreadyExistsException"), warning);
    assertTrue(warning.contains("something else has that name"), warning);
    assertTrue(warning.contains("tries again"), warning);
    assertEquals(Optional.empty(), result.unsaved());
    assertEquals(folder.resolve("step-00000018"), result.checkpoint().orElseThrow());
  }

  /** Removes the obstacle in the second epoch. */
  private final class FreesTheDisk implements TrainingListener {
    @Override
    public void onStep(StepReport report) {
      if (report.step() == STEPS_PER_EPOCH + 1) {
        try {
          Files.delete(folder);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @Test
  void whatWasNeverSavedIsInTheResult() {
    TrainingResult result = train(2, new TrainingListener() {});
    assertEquals(2, warnings.messages.size(), warnings.messages.toString());
    assertEquals(Optional.empty(), result.checkpoint());
    CheckpointException reason = result.unsaved().orElseThrow();
    assertTrue(reason.getMessage().contains("step-00000012"), reason.getMessage());
    try (Classifier classifier = result.classifier()) {
      float[] probabilities = classifier.classify(SmallRun.image(1, 0)).probabilities();
      assertEquals(SmallRun.CLASSES.size(), probabilities.length);
    }
    assertEquals(List.of(0, 1), result.history().stream().map(report -> report.epoch()).toList());
  }
}
