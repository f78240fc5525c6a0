package dev.alexandrite.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.testkit.OpRunner;
import dev.alexandrite.testkit.Tolerances;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ND4J's own operator for logarithms of softmax gets wrong. */
final class Nd4jLossTest {
  /** Softmax of all classes but the largest is 0 in float32, its logarithm is not. */
  @Test
  void logitsFarApartHaveAFiniteLoss() {
    var op = new LossOp.SoftmaxCrossEntropy(3, 0, List.of());
    try (Backend backend = Nd4jNative.open(1)) {
      List<float[]> outputs =
          OpRunner.run(
              backend,
              op,
              2,
              2,
              new RunState(),
              OpRunner.inputs(op),
              List.of(new float[] {0, -500, 200, 300, 0, -40}, new float[] {0, 0}),
              OpRunner.outputs(op));
      assertArrayEquals(new float[] {200, 0}, outputs.get(0), (float) Tolerances.ELEMENT);
      assertArrayEquals(
          new float[] {-0.5f, 0, 0.5f, 0, 0, 0}, outputs.get(1), (float) Tolerances.ELEMENT);
    }
  }
}
