package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.PlanHarness.assertClose;
import static dev.alexandrite.cpu.PlanHarness.batch;
import static dev.alexandrite.cpu.PlanHarness.emptyBatch;
import static dev.alexandrite.cpu.PlanHarness.emptyWhole;
import static dev.alexandrite.cpu.PlanHarness.rows;
import static dev.alexandrite.cpu.PlanHarness.whole;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alexandrite.cpu.PlanHarness.Tensor;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Tolerances;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("width")
final class SimdBatchNormTest {
  private static final float EPSILON = 1e-5f;
  private static final int ROWS = 11; // leaves of one and of two rows

  static List<Shape> shapes() {
    return List.of(
        Shape.of(1), Shape.of(17), Shape.image(3, 4, 5), Shape.image(33, 3, 2), Shape.of(64));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void training(Shape shape) {
    Reference r = new Reference(shape, ROWS);
    Tensor runningMean = whole(4, r.features, -1, 1);
    Tensor runningVariance = whole(5, r.features, 1, 2);
    double[] expectedMean = new double[r.channels];
    double[] expectedVariance = new double[r.channels];
    for (int c = 0; c < r.channels; c++) {
      double unbiased = r.variance[c] * r.count / (r.count - 1);
      expectedMean[c] = 0.9 * runningMean.values()[c] + 0.1 * r.mean[c];
      expectedVariance[c] = 0.9 * runningVariance.values()[c] + 0.1 * unbiased;
    }
    List<float[]> found =
        PlanHarness.run(
            pool -> SimdBatchNorm.plan(new BatchNormOp.Training(shape, EPSILON, 0.1f), ROWS, pool),
            rows(ROWS),
            List.of(r.x, r.scale, r.shift, runningMean, runningVariance),
            List.of(
                emptyBatch(shape, ROWS),
                emptyWhole(r.features),
                emptyWhole(r.features),
                runningMean,
                runningVariance));
    assertClose(r.normalized(r.mean, r.inverse), found.get(0), Tolerances.NORMALIZED, "y");
    assertClose(r.mean, found.get(1), Tolerances.ELEMENT, "mean");
    assertClose(r.inverse, found.get(2), Tolerances.ELEMENT, "inverse deviation");
    assertClose(expectedMean, found.get(3), Tolerances.ELEMENT, "running mean");
    assertClose(expectedVariance, found.get(4), Tolerances.ELEMENT, "running variance");
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void inference(Shape shape) {
    Reference r = new Reference(shape, ROWS);
    Tensor mean = whole(4, r.features, -1, 1);
    Tensor variance = whole(5, r.features, 1, 2);
    double[] centre = new double[r.channels];
    double[] inverse = new double[r.channels];
    for (int c = 0; c < r.channels; c++) {
      centre[c] = mean.values()[c];
      inverse[c] = 1 / StrictMath.sqrt(variance.values()[c] + (double) EPSILON);
    }
    float[] y =
        PlanHarness.run(
                pool -> SimdBatchNorm.plan(new BatchNormOp.Inference(shape, EPSILON), ROWS, pool),
                rows(ROWS),
                List.of(r.x, r.scale, r.shift, mean, variance),
                List.of(emptyBatch(shape, ROWS)))
            .getFirst();
    assertClose(r.normalized(centre, inverse), y, Tolerances.ELEMENT, "y");
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void gradient(Shape shape) {
    Reference r = new Reference(shape, ROWS);
    Tensor dy = batch(6, shape, ROWS, -1, 1);
    Tensor mean = emptyWhole(r.features);
    Tensor inverse = emptyWhole(r.features);
    double[] dscale = new double[r.channels];
    double[] dshift = new double[r.channels];
    for (int c = 0; c < r.channels; c++) {
      mean.values()[c] = (float) r.mean[c];
      inverse.values()[c] = (float) r.inverse[c];
    }
    for (int i = 0; i < dy.values().length; i++) {
      dscale[r.channel(i)] += dy.values()[i] * r.normal(i);
      dshift[r.channel(i)] += dy.values()[i];
    }
    double[] dx = new double[dy.values().length];
    for (int i = 0; i < dx.length; i++) {
      int c = r.channel(i);
      double centred = dy.values()[i] - dshift[c] / r.count - r.normal(i) * dscale[c] / r.count;
      dx[i] = r.scale.values()[c] * r.inverse[c] * centred;
    }
    List<float[]> found =
        PlanHarness.run(
            pool -> SimdBatchNorm.plan(new BatchNormOp.Gradient(shape), ROWS, pool),
            rows(ROWS),
            List.of(r.x, dy, r.scale, mean, inverse),
            List.of(emptyBatch(shape, ROWS), emptyWhole(r.features), emptyWhole(r.features)));
    assertClose(dx, found.get(0), Tolerances.NORMALIZED, "dx");
    assertClose(dscale, found.get(1), Tolerances.BATCH_SUM, "dscale");
    assertClose(dshift, found.get(2), Tolerances.BATCH_SUM, "dshift");
  }

  @Test
  void refusesSequences() {
    BatchNormOp op = new BatchNormOp.Gradient(Shape.of(4, 5));
    try (WorkerPool pool = new WorkerPool(1)) {
      assertThrows(IllegalArgumentException.class, () -> SimdBatchNorm.plan(op, 1, pool));
    }
  }

  /** Data and statistics, in double precision and row-major order. */
  private static final class Reference {
    final Shape shape;
    final Shape features;
    final int channels;
    final int count;
    final Tensor x;
    final Tensor scale;
    final Tensor shift;
    final double[] mean;
    final double[] variance;
    final double[] inverse;

    Reference(Shape shape, int rows) {
      this.shape = shape;
      this.channels = shape.channels();
      this.features = Shape.of(channels);
      this.count = rows * shape.elements() / channels;
      this.x = batch(1, shape, rows, 2, 5);
      this.scale = whole(2, features, 0.5, 2);
      this.shift = whole(3, features, -1, 1);
      this.mean = new double[channels];
      this.variance = new double[channels];
      this.inverse = new double[channels];
      for (int i = 0; i < x.values().length; i++) {
        mean[channel(i)] += (double) x.values()[i] / count;
      }
      for (int i = 0; i < x.values().length; i++) {
        double deviation = x.values()[i] - mean[channel(i)];
        variance[channel(i)] += deviation * deviation / count;
      }
      for (int c = 0; c < channels; c++) {
        inverse[c] = 1 / StrictMath.sqrt(variance[c] + EPSILON);
      }
    }

    int channel(int i) {
      return i % shape.elements() / (shape.elements() / channels);
    }

    double normal(int i) {
      return (x.values()[i] - mean[channel(i)]) * inverse[channel(i)];
    }

    double[] normalized(double[] centre, double[] inverseDeviation) {
      double[] y = new double[x.values().length];
      for (int i = 0; i < y.length; i++) {
        int c = channel(i);
        double normal = (x.values()[i] - centre[c]) * inverseDeviation[c];
        y[i] = normal * scale.values()[c] + shift.values()[c];
      }
      return y;
    }
  }
}
