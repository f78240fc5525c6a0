package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same seed gives the same weights, byte for byte, after twenty steps. */
class SameBitsTest {
  @TempDir Path directory;

  @Test
  void threadsDelaysAndCompilationDoNotChangeABit() throws IOException, InterruptedException {
    String one = TrainingFixture.run(directory.resolve("one"), 1, 1, 0);
    assertEquals(one, TrainingFixture.run(directory.resolve("two"), 2, 2, 0), "2 threads");
    assertEquals(one, TrainingFixture.run(directory.resolve("three"), 3, 1, 0), "3 threads");
    assertEquals(one, TrainingFixture.run(directory.resolve("late"), 2, 3, 300), "delayed input");
    assertEquals(one, cold("cold"), "a JVM that has compiled nothing yet");
    assertEquals(one, cold("narrow", "-Ddev.alexandrite.cpu.bits=128"), "128-bit vectors");
    assertEquals(one, cold("quick", "-Xbatch"), "waiting for C2");
  }

  private String cold(String name, String... flags) throws IOException, InterruptedException {
    Path output = directory.resolve(name + ".log");
    Process process =
        ChildJvm.start(
            TrainingFixture.class, List.of(flags), output, directory.resolve(name).toString(), "2");
    return ChildJvm.digest(process, output);
  }
}
