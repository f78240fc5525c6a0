package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a warm training step allocates on the Java heap, over the trainer and its workers. */
class WarmStepTest {
  private static final long LIMIT = 64 * 1024;

  @TempDir Path directory;

  /** In a JVM of its own: what other tests have made of the compiled code does not count. */
  @Test
  void warmStepAllocatesAtMost64Kilobytes() throws IOException, InterruptedException {
    Path output = directory.resolve("warm.log");
    Process process = ChildJvm.start(WarmStepFixture.class, List.of(), output);
    long perStep = Long.parseLong(ChildJvm.printed(process, output, WarmStepFixture.BYTES));
    assertTrue(0 < perStep && perStep <= LIMIT, perStep + " bytes a step, at most " + LIMIT);
  }
}
