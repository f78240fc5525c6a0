package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory report against a heap that holds a run and little else. */
class MemoryTest {
  private static final double TOLERANCE = 0.1;

  @TempDir Path directory;

  @Test
  void theReportAgreesWithTheHeap() throws IOException, InterruptedException {
    Path output = directory.resolve("memory.log");
    Process process = ChildJvm.start(MemoryFixture.class, List.of("-XX:+UseSerialGC"), output);
    double reported = Long.parseLong(ChildJvm.printed(process, output, MemoryFixture.REPORTED));
    double held = Long.parseLong(ChildJvm.printed(process, output, MemoryFixture.HELD));
    assertTrue(held > 100e6, held + " bytes are too few to compare");
    assertEquals(1, reported / held, TOLERANCE, reported + " bytes reported, held " + held);
  }
}
