package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed in the middle of training loses nothing but the steps since its checkpoint. */
class KillAndResumeTest {
  private static final String PAUSE = "-Dfixture.pause.nanos=40000000";

  @TempDir Path directory;

  @Test
  void killedTwiceAndResumedEndsWithTheSameBytes() throws IOException, InterruptedException {
    String undisturbed = TrainingFixture.run(directory.resolve("whole"), 2, 1, 0);
    Path broken = directory.resolve("broken");
    killAfter(broken, 3);
    long first = lastStep(broken);
    killAfter(broken, 9, "resume");
    long second = lastStep(broken);
    assertTrue(
        3 <= first && first < second && second < TrainingFixture.STEPS, first + ", " + second);
    Path log = directory.resolve("end.log");
    Process rest =
        ChildJvm.start(TrainingFixture.class, List.of(), log, broken.toString(), "1", "resume");
    assertEquals(undisturbed, ChildJvm.digest(rest, log));
  }

  @Test
  void severalDevicesKilledTogetherResumeOnOtherNumbers() throws IOException, InterruptedException {
    String undisturbed = TrainingFixture.run(directory.resolve("whole"), 2, 1, 0);
    Path broken = directory.resolve("broken");
    killAfter(broken, 4, 3, "");
    killAfter(broken, 9, 2, "resume");
    killAfter(broken, 13, 8, "resume");
    assertTrue(lastStep(broken) < TrainingFixture.STEPS, "killed before the end");
    Path log = directory.resolve("end.log");
    Process rest =
        ChildJvm.start(TrainingFixture.class, List.of(), log, broken.toString(), "1", "resume");
    assertEquals(undisturbed, ChildJvm.digest(rest, log));
  }

  private void killAfter(Path run, long step, String... more) throws IOException {
    killAfter(run, step, 1, more.length > 0 ? more[0] : "");
  }

  /** Kills a run, without warning, once it has committed a step. */
  private void killAfter(Path run, long step, int devices, String resume) throws IOException {
    Path log = directory.resolve("kill-" + step + ".log");
    List<String> flags = List.of(PAUSE, "-Dfixture.devices=" + devices);
    Process process =
        resume.isEmpty()
            ? ChildJvm.start(TrainingFixture.class, flags, log, run.toString(), "2")
            : ChildJvm.start(TrainingFixture.class, flags, log, run.toString(), "2", resume);
    while (process.isAlive() && lastStep(run) < step) {
      LockSupport.parkNanos(5_000_000);
    }
    process.destroyForcibly().onExit().join();
  }

  private static long lastStep(Path run) {
    return Checkpoint.latest(run).map(Checkpoint::step).orElse(0L);
  }
}
