package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a warm training step allocates on the Java heap, over the trainer and its workers. */
class WarmStepTest {
  private static final long LIMIT = 64 * 1024;

  @TempDir Path directory;

  /** In a JVM of its own: what other tests have made of the compiled code does not count. */
  @Test
  void warmStepAllocatesAtMost64Kilobytes() throws IOException, InterruptedException {
    assertFrugal(List.of());
  }

  /**
   * The compiler may translate a kernel before it has seen which vectors pass through it. A call on
   * a vector that it knows only from the last turn of a loop is then never resolved, and every
   * vector becomes an object, for as long as the process lives. Without profiles that is certain,
   * in place of one run in several.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tiny", WarmStepFixture.BREADTH})
  void warmStepNeedsNoTypeProfile(String network) throws IOException, InterruptedException {
    assertFrugal(List.of("-XX:-UseTypeProfile"), network);
  }

  /**
   * A helper with a loop may be compiled by itself before its caller, and is then too large to be
   * part of it: the vector that it returns becomes an object. Without the lower tiers that is
   * certain too.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tiny", WarmStepFixture.BREADTH})
  void warmStepNeedsNoLowerTier(String network) throws IOException, InterruptedException {
    assertFrugal(List.of("-XX:-TieredCompilation"), network);
  }

  private void assertFrugal(List<String> flags, String... arguments)
      throws IOException, InterruptedException {
    Path output = directory.resolve("warm.log");
    Process process = ChildJvm.start(WarmStepFixture.class, flags, output, arguments);
    long perStep = Long.parseLong(ChildJvm.printed(process, output, WarmStepFixture.BYTES));
    assertTrue(0 < perStep && perStep <= LIMIT, perStep + " bytes a step, at most " + LIMIT);
  }
}
