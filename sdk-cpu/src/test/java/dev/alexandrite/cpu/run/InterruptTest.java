package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexandrite.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stopOnInterrupt}, in a process of its own. */
class InterruptTest {
  private static final int STEPS_PER_EPOCH = TrainingFixture.STEPS / 2;
  private static final int SIGTERM_EXIT = 128 + 15;

  @TempDir Path directory;

  @Test
  void anInterruptedRunSavesItsStepAndResumesWithTheSameBytes()
      throws IOException, InterruptedException {
    Path run = directory.resolve("run");
    Path log = directory.resolve("interrupted.log");
    Process process = start(run, log, 0);
    assumeTrue(process.supportsNormalTermination(), "this platform only kills");
    while (process.isAlive() && !read(log).contains(InterruptFixture.STEP + "3\n")) {
      LockSupport.parkNanos(5_000_000);
    }
    process.destroy();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), read(log));
    assertEquals(SIGTERM_EXIT, process.exitValue(), read(log));
    long saved = Checkpoint.latest(run).orElseThrow().step();
    assertTrue(3 <= saved && saved < STEPS_PER_EPOCH, "saved at step " + saved);

    String resumed =
        TrainingFixture.digest(TrainingFixture.rarelySaved(run, 1, 1, 0).resume().fit());
    assertEquals(TrainingFixture.run(directory.resolve("whole"), 1, 1, 0), resumed);
  }

  @Test
  void aListenerMayEndTheProcess() throws IOException, InterruptedException {
    Path log = directory.resolve("exit.log");
    Process process = start(directory.resolve("run"), log, 2);
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly().onExit().join();
    assertTrue(ended, read(log));
    assertEquals(InterruptFixture.EXIT, process.exitValue(), read(log));
  }

  private static Process start(Path run, Path log, int exitStep) throws IOException {
    return ChildJvm.start(
        InterruptFixture.class, List.of(), log, run.toString(), Integer.toString(exitStep));
  }

  private static String read(Path log) throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }
}
