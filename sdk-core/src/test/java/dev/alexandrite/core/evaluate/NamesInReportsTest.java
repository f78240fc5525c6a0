package dev.alexandrite.core.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.classify.Prediction;
import dev.alexandrite.evaluate.ConfusionMatrix;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Names of classes and metrics write no line of their own. */
class NamesInReportsTest {
  private static final String NAME = "cat\nSEVERE: \u001b[31mfalse";

  @Test
  void reportsTablesAndPredictionsKeepTheirLines() {
    var matrix = ConfusionMatrix.builder(List.of(NAME, "dog"));
    matrix.add(0, 0);
    var report =
        new EvaluationReport(1, 1, 1, 0, Optional.empty(), Map.of(NAME, 1.0), Views.CENTER);
    assertHarmless(1, report.toString());
    assertHarmless(2, matrix.build().table());
    assertHarmless(1, new Prediction(NAME, 0, 1).toString());
  }

  private static void assertHarmless(int lines, String text) {
    assertEquals(lines, text.lines().count(), text);
    assertEquals(-1, text.indexOf('\u001b'), text);
  }
}
