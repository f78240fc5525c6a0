package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program that {@code examples/run} lists answers {@code --help}. */
final class HelpTest {
  private static final Path SOURCES =
      Path.of("src/main/java/dev/alexandrite/examples").toAbsolutePath();

  @ParameterizedTest
  @MethodSource("examples")
  void saysWhatItDoesAndListsEveryOption(String name) throws Exception {
    List<String> lines = printed(name, "--help").lines().toList();

    assertEquals("examples/run " + name + " [--option value ...]", lines.getFirst());
    assertTrue(javadoc(name).contains(lines.get(1)), lines.get(1));
    for (String option : lines.subList(3, lines.size())) {
      assertTrue(option.matches("--[\\w-]+ .* \\S.+"), option);
    }
    assertTrue(lines.getLast().startsWith("--help "), lines.getLast());
  }

  @Test
  void thereAreExamples() throws IOException {
    assertFalse(examples().isEmpty());
  }

  static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> source(name).contains("static void main(String"))
          .sorted()
          .toList();
    }
  }

  /** The documentation of the class as running text. */
  private static String javadoc(String name) {
    String source = source(name);
    return source
        .substring(source.indexOf("/**"), source.indexOf("*/"))
        .replaceAll("\\s+\\*?\\s*", " ")
        .replaceAll("\\{@\\w+ (\\w+)}", "$1");
  }

  private static String source(String name) {
    try {
      return Files.readString(SOURCES.resolve(name + ".java"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What the program prints; one that ends the process with an error ends the tests, too. */
  private static String printed(String name, String... arguments)
      throws ReflectiveOperationException {
    PrintStream console = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      Class.forName("dev.alexandrite.examples." + name)
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } finally {
      System.setOut(console);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
