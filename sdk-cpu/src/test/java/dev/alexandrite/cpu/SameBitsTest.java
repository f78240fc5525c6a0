package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.PlanHarness.batch;
import static dev.alexandrite.cpu.PlanHarness.emptyBatch;
import static dev.alexandrite.cpu.PlanHarness.emptyWhole;
import static dev.alexandrite.cpu.PlanHarness.rows;
import static dev.alexandrite.cpu.PlanHarness.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.cpu.PlanHarness.Planner;
import dev.alexandrite.cpu.PlanHarness.Tensor;
import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checksums of results, equal at every vector width. Whoever changes an order of operations changes
 * them, and the backend's plan version with them.
 */
@Tag("width")
final class SameBitsTest {
  private static final int ROWS = 11;
  private static final Shape MAPS = Shape.image(37, 5, 3);

  @ParameterizedTest
  @CsvSource({"TANH, e9d9072d", "SIGMOID, c36540f6", "GELU, 529b726e", "SILU, e8e0d3bb"})
  void activations(Activation activation, String checksum) {
    ActivationOp op = new ActivationOp.Forward(MAPS, activation);
    assertChecksum(
        checksum,
        pool -> SimdActivation.plan(op, ROWS, pool),
        List.of(batch(1, MAPS, ROWS, -20, 20)),
        List.of(emptyBatch(MAPS, ROWS)));
  }

  @Test
  void loss() {
    assertChecksum(
        "bd508b35",
        pool -> SimdLoss.plan(new LossOp.SoftmaxCrossEntropy(37, 0.1f, List.of()), ROWS, pool),
        List.of(
            batch(2, Shape.of(37), ROWS, -20, 20),
            new Tensor(Shape.of(1), true, new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 36})),
        List.of(emptyBatch(Shape.of(1), ROWS), emptyBatch(Shape.of(37), ROWS)));
  }

  @Test
  void batchNorm() {
    Shape features = Shape.of(37);
    Tensor mean = whole(6, features, -1, 1);
    Tensor variance = whole(7, features, 1, 2);
    assertChecksum(
        "eaa95478",
        pool -> SimdBatchNorm.plan(new BatchNormOp.Training(MAPS, 1e-5f, 0.1f), ROWS, pool),
        List.of(
            batch(3, MAPS, ROWS, 2, 5),
            whole(4, features, 0.5, 2),
            whole(5, features, -1, 1),
            mean,
            variance),
        List.of(
            emptyBatch(MAPS, ROWS), emptyWhole(features), emptyWhole(features), mean, variance));
  }

  @Test
  void batchNormGradient() {
    Shape features = Shape.of(37);
    assertChecksum(
        "d86bc4f3",
        pool -> SimdBatchNorm.plan(new BatchNormOp.Gradient(MAPS), ROWS, pool),
        List.of(
            batch(3, MAPS, ROWS, 2, 5),
            batch(4, MAPS, ROWS, -1, 1),
            whole(5, features, 0.5, 2),
            whole(6, features, 3, 4),
            whole(7, features, 0.5, 2)),
        List.of(emptyBatch(MAPS, ROWS), emptyWhole(features), emptyWhole(features)));
  }

  @ParameterizedTest
  @CsvSource({"false, 80d61f7a", "true, 3d63dedc"})
  void responseNormGradient(boolean withinMap, String checksum) {
    LocalResponseNormOp.Window window =
        new LocalResponseNormOp.Window(MAPS, 5, 0.1f, 0.75f, 2, withinMap, 1);
    assertChecksum(
        checksum,
        pool -> SimdLocalResponseNorm.plan(new LocalResponseNormOp.Gradient(window), ROWS, pool),
        List.of(
            batch(8, MAPS, ROWS, -3, 3), batch(9, MAPS, ROWS, -1, 1), batch(1, MAPS, ROWS, -1, 1)),
        List.of(emptyBatch(MAPS, ROWS)));
  }

  @Test
  void averagePooling() {
    PoolingGeometry g =
        new PoolingGeometry(
            37, 5, 5, WindowAxis.of(3).stride(2).pad(1), WindowAxis.of(3).stride(2).pad(1), 3, 3);
    assertChecksum(
        "fd415c50",
        pool -> SimdPooling.plan(new PoolingOp.AverageForward(g, false), ROWS, pool),
        List.of(batch(1, g.input(), ROWS, -1, 1)),
        List.of(emptyBatch(g.output(), ROWS)));
  }

  @Test
  void updates() {
    Shape shape = Shape.of(37, 501);
    Tensor w = whole(1, shape, -1, 1);
    Tensor m = whole(2, shape, -1, 1);
    Tensor v = whole(3, shape, 0, 1);
    Tensor g = whole(4, shape, -1, 1);
    UpdateOp.Sgd sgd = new UpdateOp.Sgd(shape, UpdateOp.Form.PAPER, 0.9f, false, 5e-4f, 1);
    assertChecksum(
        "b7fe95a", pool -> SimdUpdate.plan(sgd, 1, pool), List.of(g, w, m), List.of(w, m));
    UpdateOp.AdamW adam = new UpdateOp.AdamW(shape, 0.9f, 0.999f, 1e-8f, 0.1f, 1);
    assertChecksum(
        "e216335e", pool -> SimdUpdate.plan(adam, 1, pool), List.of(g, w, m, v), List.of(w, m, v));
    assertChecksum(
        "2665647f",
        pool -> SimdUpdate.plan(new UpdateOp.SquaredNorm(shape), 1, pool),
        List.of(g),
        List.of(emptyWhole(Shape.of(1))));
  }

  private static void assertChecksum(
      String expected, Planner planner, List<Tensor> inputs, List<Tensor> outputs) {
    RunState state = rows(ROWS);
    state.learningRate = 0.01f;
    CRC32 checksum = new CRC32();
    for (float[] output : PlanHarness.run(planner, state, inputs, outputs)) {
      for (float value : output) {
        int bits = Float.floatToIntBits(value);
        for (int shift = 24; shift >= 0; shift -= 8) {
          checksum.update(bits >>> shift);
        }
      }
    }
    assertEquals(expected, Long.toHexString(checksum.getValue()));
  }
}
