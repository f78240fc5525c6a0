package dev.alexandrite.interop.onnx;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/**
 * The table of {@code docs/interop/onnx.md} is the list of the code. {@code
 * -Dalexandrite.onnx=write} writes it anew.
 */
class OperatorTableTest {
  private static final Path PAGE = Path.of("../docs/interop/onnx.md");
  private static final String HEADING = "## Operators\n\n";

  @Test
  void thePageHasTheTableOfTheCode() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(HEADING) + HEADING.length();
    String table = table();
    if ("write".equals(System.getProperty("alexandrite.onnx"))) {
      Files.writeString(PAGE, page.substring(0, from) + table);
    } else {
      assertEquals(table, page.substring(from), "see the comment of this test");
    }
  }

  private static String table() {
    return "| operator | opsets | how | limits |\n|---|---|---|---|\n"
        + Operators.all().stream()
            .sorted(Comparator.comparing(Operator::name))
            .map(OperatorTableTest::row)
            .collect(joining());
  }

  private static String row(Operator operator) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(operator.name(), operator.opsets(), operator.how(), operator.limits());
  }
}
