package dev.alexandrite.observe.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read off a curve of a known form. */
class LearningRateCurveTest {
  /** A hundred rates from 1e-5 to 1. */
  private static LearningRateCurve of(DoubleUnaryOperator loss) {
    List<LearningRateCurve.Point> points =
        IntStream.range(0, 100)
            .mapToObj(
                i -> {
                  double exponent = -5 + 5 * i / 99.0;
                  double value = loss.applyAsDouble(exponent);
                  return new LearningRateCurve.Point(Math.pow(10, exponent), value, value);
                })
            .toList();
    return new LearningRateCurve(points, 100, false);
  }

  @Test
  void theSteepestPlaceAndTheMinimum() {
    // Falls as a logistic curve around 1e-3, rises again from 1e-1 on.
    LearningRateCurve curve =
        of(x -> 2.3 - 1 / (1 + Math.exp(-6 * (x + 3))) + Math.max(0, x + 1) * 5);
    assertEquals(-3, Math.log10(curve.steepest().orElseThrow()), 0.06);
    assertEquals(-2, Math.log10(curve.minimumTenth().orElseThrow()), 0.06);
    assertTrue(curve.toString().startsWith("learning rate: steepest 0.0010"), curve.toString());
  }

  @Test
  void aLossThatNeverFallsSuggestsNothing() {
    LearningRateCurve rising = of(x -> x + 10);
    assertTrue(rising.steepest().isEmpty() && rising.minimumTenth().isEmpty());
    LearningRateCurve nothing = new LearningRateCurve(List.of(), 100, true);
    assertTrue(nothing.steepest().isEmpty() && nothing.minimumTenth().isEmpty());
    assertTrue(nothing.toString().contains("none"), nothing.toString());
    assertTrue(nothing.chart().file().contains("</svg>"));
  }

  @Test
  void aFallBehindTheMinimumOrInTheFirstStepsDoesNotCount() {
    LearningRateCurve curve =
        of(x -> x < -4.6 ? 10 + 40 * (-4.6 - x) : x < -1 ? 10 - (x + 4.6) : 9 + Math.sin(8 * x));
    double steepest = Math.log10(curve.steepest().orElseThrow());
    assertTrue(steepest > -4.5 && steepest < -1, curve.toString());
  }

  @Test
  void tableAndChart(@TempDir Path folder) throws IOException {
    LearningRateCurve curve = of(x -> x < -1 ? 2 - (x + 5) / 4 : 1 + 100 * (x + 1));
    curve.writeCsv(folder.resolve("new/points.csv"));
    curve.writeChart(folder.resolve("new/chart.svg"));
    List<String> rows = Files.readAllLines(folder.resolve("new/points.csv"));
    assertEquals(101, rows.size());
    assertEquals("learningRate,loss,smoothed", rows.getFirst());
    assertEquals(1e-5, Double.parseDouble(rows.get(1).split(",")[0]), 1e-12);
    String chart = Files.readString(folder.resolve("new/chart.svg"));
    assertTrue(chart.contains("steepest") && chart.contains("minimum / 10"), chart);
    assertTrue(!chart.contains("NaN") && !chart.contains(">100<"), "high losses are left out");
  }
}
