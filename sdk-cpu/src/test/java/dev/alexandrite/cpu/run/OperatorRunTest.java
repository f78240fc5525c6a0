package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of a plan allocates nothing, once what it runs is compiled. */
class OperatorRunTest {
  /** How far the compiler inlines is a little different in every process, see ADR 9. */
  private static final int PROCESSES = 4;

  @TempDir Path directory;

  /**
   * In JVMs of their own: what other tests have made of the compiled code does not count. An
   * operator that allocates in every one of them does so by its own doing.
   */
  @Test
  void noOperatorAllocates() throws IOException, InterruptedException {
    TreeSet<String> always = allocating(0);
    for (int i = 1; i < PROCESSES && !always.isEmpty(); i++) {
      always.retainAll(allocating(i));
    }
    assertEquals(List.of(), List.copyOf(always), "allocates in " + PROCESSES + " processes");
  }

  private TreeSet<String> allocating(int number) throws IOException, InterruptedException {
    Path output = directory.resolve("operators-" + number + ".log");
    Process process = ChildJvm.start(OperatorRunFixture.class, List.of(), output);
    int measured = Integer.parseInt(ChildJvm.printed(process, output, OperatorRunFixture.COUNT));
    assertTrue(measured > 40, measured + " operators");
    TreeSet<String> found = new TreeSet<>();
    for (String line : Files.readAllLines(output)) {
      if (line.startsWith(OperatorRunFixture.ALLOCATES)) {
        System.getLogger(OperatorRunTest.class.getName())
            .log(System.Logger.Level.INFO, "in one process: " + line);
        found.add(line.substring(line.indexOf(": ") + 2));
      }
    }
    return found;
  }
}
