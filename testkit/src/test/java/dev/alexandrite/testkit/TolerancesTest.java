package dev.alexandrite.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@link Tolerances} is the place of every tolerance, as it says. */
final class TolerancesTest {
  private static final List<Path> MODULES =
      List.of(Path.of("src"), Path.of("../sdk-cpu/src/test"), Path.of("../sdk-cuda/src/test"));

  private static final Pattern ASSERTION =
      Pattern.compile("\\bassert(Close|Equals|ArrayEquals|True)\\(|\\bTOLERANCE =");

  private static final Pattern SMALL_NUMBER =
      Pattern.compile("(?<![\\w.\"])\\d+(\\.\\d+)?e-\\d+f?(?![\\w\"])");

  @Test
  void testsHaveNoTolerancesOfTheirOwn() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path module : MODULES) {
      assertTrue(Files.isDirectory(module), module + " is not where this test looks for it");
      try (Stream<Path> files = Files.walk(module)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          Stream.of(Files.readString(file).split(";"))
              .filter(TolerancesTest::isOwnTolerance)
              .forEach(statement -> found.add(file + ": " + statement.strip()));
        }
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void anOwnToleranceIsFound() {
    assertTrue(isOwnTolerance("\n    assertEquals(1, sum,\n " + "1e-5" + ")"));
    assertTrue(isOwnTolerance("  private static final double TOLERANCE = " + "2e-3"));
    assertFalse(isOwnTolerance("    assertEquals(1, sum, Tolerances.PROBABILITY_SUM)"));
  }

  private static boolean isOwnTolerance(String statement) {
    return ASSERTION.matcher(statement).find() && SMALL_NUMBER.matcher(statement).find();
  }
}
