package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.testkit.Tolerances;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the class path without the vector module's flag. */
class ScalarFallbackTest {
  private static final String FLAG = "--add-modules jdk.incubator.vector";

  @TempDir Path directory;

  @Test
  void withoutTheFlagScalarComputesAfterOneWarningThatQuotesIt()
      throws IOException, InterruptedException {
    Path log = directory.resolve("plain.log");
    Process process = ChildJvm.startPlain(ScalarFallbackFixture.class, List.of(), log);
    assertEquals("scalar", ChildJvm.printed(process, log, ScalarFallbackFixture.BACKEND));
    double sum = Double.parseDouble(ChildJvm.printed(process, log, ScalarFallbackFixture.SUM));
    assertEquals(1, sum, Tolerances.PROBABILITY_SUM);
    List<String> warnings =
        Files.readString(log, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("WARNING"))
            .toList();
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.getFirst().contains(FLAG), warnings.getFirst());
    assertTrue(warnings.getFirst().contains("twenty times slower"), warnings.getFirst());
  }
}
