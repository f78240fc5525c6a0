package dev.alexandrite.core.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.evaluate.ConfusionMatrix;
import dev.alexandrite.evaluate.ConfusionMatrix.Cell;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Counts whose memory follows the examples, and the measures that they give. */
class ConfusionMatrixTest {
  private static final double EXACT = 1e-12;
  private static final int MANY = 50_000;

  private static List<String> names(int classes) {
    return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
  }

  @Test
  void fiftyThousandClassesAreCountedWithoutTheirSquare() {
    EvaluationAccumulator counts = new EvaluationAccumulator(names(MANY), List.of());
    float[] probabilities = new float[MANY];
    for (int example = 0; example < 20; example++) {
      int predicted = MANY - 1 - example / 2;
      probabilities[predicted] = 1;
      counts.add(probabilities, MANY - 1 - example);
      probabilities[predicted] = 0;
    }
    EvaluationReport report = counts.report(Views.CENTER);
    ConfusionMatrix matrix = report.confusion().orElseThrow();
    assertEquals(1, matrix.count(MANY - 1, MANY - 1));
    assertEquals(1, matrix.count(MANY - 2, MANY - 1));
    assertEquals(0, matrix.count(0, MANY - 1));
    assertEquals(20, matrix.cells().stream().mapToInt(Cell::count).sum());
    assertTrue(ConfusionMatrix.bytes(MANY, 20) < 1 << 20, "bytes of counts");
    assertEquals(20, matrix.table().lines().count() - 1);
  }

  @Test
  void measuresWithoutADenominatorAreNotANumberAndCountAsNothing() {
    ConfusionMatrix matrix = matrix(5, 0, 0, 0, 1, 0, 0, 1, 1, 1, 2, 2, 0, 2, 3);
    assertEquals(2.0 / 3, matrix.precision(0), EXACT);
    assertEquals(2.0 / 3, matrix.f1(0), EXACT);
    assertEquals(0, matrix.f1(2), EXACT, "in the data, never recognised");
    assertEquals(Double.NaN, matrix.recall(3), "not in the data");
    assertEquals(0, matrix.precision(3), EXACT, "predicted once");
    assertEquals(0, matrix.f1(3), EXACT);
    assertEquals(Double.NaN, matrix.f1(4), "neither in the data nor predicted");
    double mean = (2.0 / 3 + 0.5 + 0 + 0) / 4;
    assertEquals(mean, matrix.macroPrecision(), EXACT);
    assertEquals(mean, matrix.macroRecall(), EXACT);
    assertEquals(mean, matrix.macroF1(), EXACT);
    assertEquals(Double.NaN, matrix(2).macroF1(), "no examples");
  }

  private static ConfusionMatrix matrix(int classes, int... labels) {
    ConfusionMatrix.Builder counts = ConfusionMatrix.builder(names(classes));
    for (int i = 0; i + 1 < labels.length; i += 2) {
      counts.add(labels[i], labels[i + 1]);
    }
    return counts.build();
  }

  @Property(tries = 100)
  void countsAndMeasuresAreThoseOfTheSquare(
      @ForAll @IntRange(min = 1, max = 40) int classes,
      @ForAll @Size(max = 400) List<@IntRange(max = 1599) Integer> pairs) {
    int[][] square = new int[classes][classes];
    ConfusionMatrix.Builder counts = ConfusionMatrix.builder(names(classes));
    for (int pair : pairs) {
      square[pair / 40 % classes][pair % 40 % classes]++;
      counts.add(pair / 40 % classes, pair % 40 % classes);
    }
    ConfusionMatrix matrix = counts.build();
    double f1 = 0;
    int present = 0;
    for (int label = 0; label < classes; label++) {
      int actual = 0;
      int predicted = 0;
      for (int other = 0; other < classes; other++) {
        assertEquals(square[label][other], matrix.count(label, other));
        actual += square[label][other];
        predicted += square[other][label];
      }
      assertEquals(square[label][label] / (double) actual, matrix.recall(label), EXACT);
      assertEquals(square[label][label] / (double) predicted, matrix.precision(label), EXACT);
      if (actual + predicted > 0) {
        present++;
        f1 += 2.0 * square[label][label] / (actual + predicted);
      }
    }
    assertEquals(f1 / present, matrix.macroF1(), EXACT);
  }

  @Test
  void classesThatAreNotThereAreRefused() {
    ConfusionMatrix matrix = matrix(2, 0, 1);
    assertThrows(IndexOutOfBoundsException.class, () -> matrix.count(0, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> matrix.recall(-1));
    assertThrows(
        IndexOutOfBoundsException.class, () -> ConfusionMatrix.builder(names(2)).add(2, 0));
  }

  @Test
  void equalCountsAreEqualInWhateverOrderTheyWereAdded() {
    assertEquals(matrix(3, 0, 1, 2, 2, 0, 1), matrix(3, 2, 2, 0, 1, 0, 1));
    assertEquals(matrix(3, 0, 1, 2, 2).hashCode(), matrix(3, 2, 2, 0, 1).hashCode());
    assertNotEquals(matrix(3, 0, 1), matrix(3, 1, 0));
    assertNotEquals(matrix(3, 0, 1), matrix(3, 0, 1, 0, 1));
  }

  @Test
  void theTextNamesWhatWasConfusedTheMostFrequentFirst() {
    ConfusionMatrix matrix = matrix(3, 0, 0, 0, 2, 0, 2, 2, 2);
    assertEquals(
        """
        true class (examples): predicted classes
        class 0 (3): class 2 2, class 0 1
        class 2 (1): class 2 1
        """,
        matrix.table());
    assertEquals(
        "confusion of 3 classes: macro recall 66.67 %, precision 66.67 %, F1 50.00 %",
        matrix.toString());
  }
}
