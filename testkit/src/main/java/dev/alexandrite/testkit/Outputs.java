package dev.alexandrite.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.spi.DropoutOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.spi.TensorSpec;
import java.util.List;

/** Compares what a case wrote. */
final class Outputs {
  private Outputs() {}

  static void assertClose(
      OpCase test, String algorithm, List<float[]> expected, List<float[]> actual) {
    double tolerance = isExact(test.op()) ? 0 : Tolerances.of(algorithm);
    List<TensorSpec> outputs = OpTensors.outputs(test.op());
    for (int i = 0; i < outputs.size(); i++) {
      double error = Tolerances.maxError(actual.get(i), expected.get(i));
      String message =
          "%s by algorithm %s is off by %.3g of the largest value, allowed %.3g"
              .formatted(outputs.get(i).name(), algorithm, error, tolerance);
      assertTrue(error <= tolerance, message);
    }
  }

  static void assertSameBits(OpCase test, List<float[]> expected, List<float[]> actual) {
    List<TensorSpec> outputs = OpTensors.outputs(test.op());
    for (int i = 0; i < outputs.size(); i++) {
      assertArrayEquals(bits(expected.get(i)), bits(actual.get(i)), outputs.get(i).name());
    }
  }

  /** Whether an operator only moves or selects numbers, or multiplies once. */
  private static boolean isExact(Op op) {
    return op instanceof ShapeOp || op instanceof DropoutOp || op instanceof PoolingOp.MaxForward;
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
