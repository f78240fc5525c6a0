package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.core.ChildJvm;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run owns its folder from before its first step to its end, and knows then that it can write.
 */
class OwnedFolderTest {
  @TempDir Path temp;

  private final AtomicInteger steps = new AtomicInteger();

  private Trainer trainer(Path folder) {
    return trainer(folder, 2);
  }

  private Trainer trainer(Path folder, int epochs) {
    return SmallRun.trainer()
        .epochs(epochs)
        .checkpoints(folder)
        .listener(
            new TrainingListener() {
              @Override
              public void onStep(StepReport report) {
                steps.incrementAndGet();
              }
            });
  }

  private String refusal(Trainer trainer) {
    int before = steps.get();
    String message = assertThrows(TrainingException.class, trainer::fit).getMessage();
    assertEquals(before, steps.get(), "refused before the first step");
    return message;
  }

  @Test
  void aSecondRunInTheFolderIsRefusedAndHarmsNothing() {
    List<String> refusals = new ArrayList<>();
    trainer(temp)
        .listener(
            new TrainingListener() {
              @Override
              public void onStep(StepReport report) {
                if (report.step() % 5 == 0) {
                  refusals.add(refusal(trainer(temp)));
                  refusals.add(refusal(trainer(temp).resume()));
                }
              }
            })
        .fit()
        .classifier()
        .close();
    assertEquals(4, refusals.size());
    refusals.forEach(refusal -> assertTrue(refusal.contains("which is this one"), refusal));
    assertEquals(12, Checkpoint.latest(temp).orElseThrow().step());
    trainer(temp, 3).resume().fit().classifier().close();
  }

  /** Trains until it is killed. */
  static final class EndlessRun {
    public static void main(String[] arguments) {
      SmallRun.trainer()
          .epochs(1_000_000)
          .checkpoints(Path.of(arguments[0]))
          .listener(
              new TrainingListener() {
                @Override
                public void onCheckpoint(Path checkpoint) {
                  System.out.println(checkpoint);
                }
              })
          .fit();
    }
  }

  @Test
  @Timeout(120)
  void aRunOfAnotherProcessOwnsItsFolderUntilItIsKilled() throws Exception {
    Path folder = temp.resolve("run");
    Process child = ChildJvm.start(EndlessRun.class, List.of("-Xmx128m"), folder);
    try (var lines = child.inputReader()) {
      String first = lines.readLine();
      while (first != null && !first.contains("step-")) {
        first = lines.readLine();
      }
      assertTrue(first != null, "the child has written a checkpoint");
      for (Trainer second : List.of(trainer(folder), trainer(folder).resume())) {
        String message = refusal(second);
        assertTrue(message.contains("process " + child.pid() + " on "), message);
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    int done = Checkpoint.latest(folder).orElseThrow().epoch();
    trainer(folder, done + 1).resume().fit().classifier().close();
    assertEquals(done + 1, Checkpoint.latest(folder).orElseThrow().epoch());
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefusedBeforeTheFirstStep() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "no folder");
    for (Path path : List.of(file, file.resolve("below"))) {
      String message = refusal(trainer(path));
      assertTrue(message.startsWith("checkpoints(" + path + "): no checkpoint can be"), message);
      assertTrue(message.contains("something else has that name"), message);
      assertTrue(!message.contains("disk space"), message);
    }
    assertEquals("no folder", Files.readString(file));
  }
}
