package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of a plan allocates nothing, once what it runs is compiled. */
class OperatorRunTest {
  @TempDir Path directory;

  /** In a JVM of its own: what other tests have made of the compiled code does not count. */
  @Test
  void noOperatorAllocates() throws IOException, InterruptedException {
    Path output = directory.resolve("operators.log");
    Process process = ChildJvm.start(OperatorRunFixture.class, List.of(), output);
    assertEquals("0", ChildJvm.printed(process, output, OperatorRunFixture.BYTES));
  }
}
