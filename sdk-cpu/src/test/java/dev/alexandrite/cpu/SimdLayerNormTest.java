package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.PlanHarness.assertClose;
import static dev.alexandrite.cpu.PlanHarness.batch;
import static dev.alexandrite.cpu.PlanHarness.emptyBatch;
import static dev.alexandrite.cpu.PlanHarness.emptyWhole;
import static dev.alexandrite.cpu.PlanHarness.rows;
import static dev.alexandrite.cpu.PlanHarness.whole;

import dev.alexandrite.cpu.PlanHarness.Tensor;
import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Tolerances;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("width")
final class SimdLayerNormTest {
  private static final float EPSILON = 1e-5f;
  private static final int ROWS = 11;

  /** Vectors, sequences, and maps normalised whole and row by row; 0 stands for no axis. */
  @ParameterizedTest
  @CsvSource({"17,0,0,17", "5,33,0,33", "3,4,6,72", "5,3,7,7", "4,2,3,6"})
  void matchesTheDefinition(int a, int b, int c, int width) {
    Shape shape = b == 0 ? Shape.of(a) : c == 0 ? Shape.of(a, b) : Shape.of(a, b, c);
    int groups = ROWS * shape.elements() / width;
    Shape statistic = Shape.of(shape.elements() / width);
    Tensor x = batch(1, shape, ROWS, 1, 3);
    Tensor dy = batch(2, shape, ROWS, -1, 1);
    Tensor scale = whole(3, Shape.of(width), 0.5, 2);
    Tensor shift = whole(4, Shape.of(width), -1, 1);
    double[] mean = new double[groups];
    double[] inverse = new double[groups];
    double[] y = new double[x.values().length];
    double[] dx = new double[y.length];
    double[] dscale = new double[width];
    double[] dshift = new double[width];
    for (int g = 0; g < groups; g++) {
      int from = g * width;
      for (int i = 0; i < width; i++) {
        mean[g] += (double) x.values()[from + i] / width;
      }
      double variance = 0;
      for (int i = 0; i < width; i++) {
        variance += StrictMath.pow(x.values()[from + i] - mean[g], 2) / width;
      }
      inverse[g] = 1 / StrictMath.sqrt(variance + EPSILON);
      double meanSlope = 0;
      double meanProduct = 0;
      for (int i = 0; i < width; i++) {
        double z = (x.values()[from + i] - mean[g]) * inverse[g];
        double slope = (double) dy.values()[from + i] * scale.values()[i];
        y[from + i] = z * scale.values()[i] + shift.values()[i];
        dscale[i] += dy.values()[from + i] * z;
        dshift[i] += dy.values()[from + i];
        meanSlope += slope / width;
        meanProduct += slope * z / width;
      }
      for (int i = 0; i < width; i++) {
        double z = (x.values()[from + i] - mean[g]) * inverse[g];
        double slope = (double) dy.values()[from + i] * scale.values()[i];
        dx[from + i] = inverse[g] * (slope - meanSlope - z * meanProduct);
      }
    }
    List<float[]> forward =
        PlanHarness.run(
            pool -> SimdLayerNorm.plan(new LayerNormOp.Forward(shape, width, EPSILON), ROWS, pool),
            rows(ROWS),
            List.of(x, scale, shift),
            List.of(
                emptyBatch(shape, ROWS), emptyBatch(statistic, ROWS), emptyBatch(statistic, ROWS)));
    assertClose(y, forward.get(0), Tolerances.TWO_STEPS, "y");
    assertClose(mean, forward.get(1), Tolerances.ELEMENT, "mean");
    assertClose(inverse, forward.get(2), Tolerances.ELEMENT, "inverse deviation");
    List<float[]> gradient =
        PlanHarness.run(
            pool -> SimdLayerNorm.plan(new LayerNormOp.Gradient(shape, width), ROWS, pool),
            rows(ROWS),
            List.of(
                x,
                dy,
                scale,
                new Tensor(statistic, true, forward.get(1)),
                new Tensor(statistic, true, forward.get(2))),
            List.of(
                emptyBatch(shape, ROWS), emptyWhole(Shape.of(width)), emptyWhole(Shape.of(width))));
    assertClose(dx, gradient.get(0), Tolerances.NORMALIZED, "dx");
    assertClose(dscale, gradient.get(1), Tolerances.BATCH_SUM, "dscale");
    assertClose(dshift, gradient.get(2), Tolerances.BATCH_SUM, "dshift");
  }
}
