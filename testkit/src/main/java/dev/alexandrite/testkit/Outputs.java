package dev.alexandrite.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.AdaptivePoolingOp;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.DropoutOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.GatherOp;
import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.MatMulOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.spi.ReduceOp;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.List;

/** Compares what a case wrote. */
final class Outputs {
  private Outputs() {}

  static void assertClose(
      OpCase test, String algorithm, List<float[]> expected, List<float[]> actual) {
    double tolerance = isExact(test.op()) ? 0 : Tolerances.of(algorithm);
    List<TensorSpec> outputs = OpRunner.outputs(test.op());
    for (int i = 0; i < outputs.size(); i++) {
      double error =
          test.fill().isTame()
              ? Tolerances.maxError(actual.get(i), expected.get(i))
              : errorOfFinite(actual.get(i), expected.get(i));
      String message =
          "%s by algorithm %s is off by %.3g of the largest value, allowed %.3g"
              .formatted(outputs.get(i).name(), algorithm, error, tolerance);
      assertTrue(error <= tolerance, message);
    }
  }

  /** The same measure, where what is infinite or not a number must be so in both. */
  private static double errorOfFinite(float[] actual, float[] expected) {
    float[] finite = expected.clone();
    float[] compared = actual.clone();
    for (int i = 0; i < finite.length; i++) {
      if (!Float.isFinite(finite[i]) && Float.compare(finite[i], compared[i]) == 0) {
        finite[i] = 0;
        compared[i] = 0;
      }
    }
    return Tolerances.maxError(compared, finite);
  }

  static void assertSameBits(OpCase test, List<float[]> expected, List<float[]> actual) {
    List<TensorSpec> outputs = OpRunner.outputs(test.op());
    for (int i = 0; i < outputs.size(); i++) {
      assertArrayEquals(bits(expected.get(i)), bits(actual.get(i)), outputs.get(i).name());
    }
  }

  /** Whether an operator only moves or selects numbers, or rounds once. */
  private static boolean isExact(Op op) {
    return switch (op) {
      case ShapeOp _, DropoutOp _, PoolingOp.MaxForward _, GatherOp.Forward _ -> true;
      case ElementwiseOp.Binary _, ElementwiseOp.Select _ -> true;
      case ElementwiseOp.Unary(UnaryFunction function, var _) -> isExact(function);
      case ReduceOp.Axes(Reduction reduction, var _, var _, var _) ->
          reduction == Reduction.MAX || reduction == Reduction.MIN;
      case PoolingOp.MaxGradient _, PoolingOp.AverageForward _, PoolingOp.AverageGradient _ ->
          false;
      case ElementwiseOp.Add _, ElementwiseOp.UnaryGradient _ -> false;
      case GatherOp.Gradient _, ReduceOp.Batch _, AdaptivePoolingOp _, MatMulOp _ -> false;
      case ActivationOp _, BatchNormOp _, LayerNormOp _, LocalResponseNormOp _ -> false;
      case ConvolutionOp _, LinearOp _, LossOp _, SoftmaxOp _, UpdateOp _ -> false;
    };
  }

  private static boolean isExact(UnaryFunction function) {
    return switch (function) {
      case UnaryFunction.Absolute _, UnaryFunction.Clip _ -> true;
      case UnaryFunction.Scale _, UnaryFunction.Shift _, UnaryFunction.SquareRoot _ -> true;
      case UnaryFunction.Exponential _, UnaryFunction.Logarithm _ -> false;
      case UnaryFunction.ErrorFunction _, UnaryFunction.Power _ -> false;
    };
  }

  /** There is one NaN: which of its bits an operation leaves is the processor's choice. */
  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }
}
