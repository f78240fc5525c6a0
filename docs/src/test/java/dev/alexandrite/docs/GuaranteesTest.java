package dev.alexandrite.docs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every promise of the page is kept by tests that exist. */
final class GuaranteesTest {
  private static final Path DOCS = Path.of("").toAbsolutePath();
  private static final Pattern TEST = Pattern.compile("\\[(\\w+)\\]\\((\\.\\./[^)]+\\.java)\\)");

  @Test
  void everyPromiseNamesTestsThatExist() throws IOException {
    List<String> rows =
        Files.readAllLines(DOCS.resolve("guarantees.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| promise "))
            .toList();
    assertFalse(rows.isEmpty());
    for (String row : rows) {
      List<MatchResult> tests = TEST.matcher(row).results().toList();
      assertFalse(tests.isEmpty(), row);
      for (MatchResult test : tests) {
        String source = Files.readString(DOCS.resolve(test.group(2)));
        assertTrue(source.contains(" " + test.group(1) + "("), test.group(1) + ": " + row);
      }
    }
  }
}
