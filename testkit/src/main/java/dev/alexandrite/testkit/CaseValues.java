package dev.alexandrite.testkit;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.AdaptivePoolingOp;
import dev.alexandrite.spi.Backend;
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
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.spi.ReduceOp;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.spi.Signature;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.RandomStream;
import dev.alexandrite.tensor.RandomStream.Purpose;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Draws the inputs of a case, the same on every machine. A gradient that reads what its forward
 * operator wrote gets what the reference writes there.
 */
final class CaseValues {
  private static final float EPSILON = 1e-5f;
  private static final float MOMENTUM = 0.1f;

  private static final float[] SPECIAL = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 0, 0.5f, 1, -1, -1.5f, 2
  };

  private final OpCase test;
  private final Map<String, float[]> values = new HashMap<>();

  private CaseValues(OpCase test) {
    this.test = test;
  }

  static List<float[]> inputs(OpCase test, Backend reference) {
    CaseValues drawn = new CaseValues(test);
    forward(test.op()).ifPresent(op -> drawn.runForward(op, reference));
    return drawn.of(test.op().signature().inputs());
  }

  /** The forward operator whose outputs a gradient reads; a new kind of operator belongs here. */
  private static Optional<Op> forward(Op op) {
    return Optional.ofNullable(
        switch (op) {
          case ActivationOp.Gradient(Shape shape, Activation activation) ->
              new ActivationOp.Forward(shape, activation);
          case PoolingOp.MaxGradient gradient -> new PoolingOp.MaxForward(gradient.geometry());
          case LocalResponseNormOp.Gradient gradient ->
              new LocalResponseNormOp.Forward(gradient.window());
          case BatchNormOp.Gradient gradient ->
              new BatchNormOp.Training(gradient.shape(), EPSILON, MOMENTUM);
          case LayerNormOp.Gradient gradient ->
              new LayerNormOp.Forward(gradient.shape(), gradient.width(), EPSILON);
          case SoftmaxOp.Gradient(Operand output, int axis, boolean log) ->
              new SoftmaxOp.Forward(output, axis, log);
          case ElementwiseOp.UnaryGradient(UnaryFunction function, Operand output) ->
              new ElementwiseOp.Unary(function, output);
          case ActivationOp.Forward _,
              PoolingOp.MaxForward _,
              PoolingOp.AverageForward _,
              PoolingOp.AverageGradient _,
              LocalResponseNormOp.Forward _,
              BatchNormOp.Training _,
              BatchNormOp.Inference _,
              LayerNormOp.Forward _,
              SoftmaxOp.Forward _,
              ElementwiseOp.Add _,
              ElementwiseOp.Binary _,
              ElementwiseOp.Unary _,
              ElementwiseOp.Select _,
              AdaptivePoolingOp _,
              ConvolutionOp _,
              DropoutOp _,
              GatherOp _,
              LinearOp _,
              LossOp _,
              MatMulOp _,
              ReduceOp _,
              ShapeOp _,
              UpdateOp _ ->
              null;
        });
  }

  private void runForward(Op op, Backend reference) {
    List<TensorSpec> in = OpRunner.inputs(op);
    List<TensorSpec> out = OpRunner.outputs(op);
    List<float[]> drawn = of(op.signature().inputs());
    List<float[]> results =
        OpRunner.run(reference, op, test.capacity(), test.rows(), test.state(), in, drawn, out);
    for (int i = 0; i < out.size(); i++) {
      values.put(out.get(i).name(), results.get(i));
    }
  }

  private List<float[]> of(List<Signature.Tensor> tensors) {
    return tensors.stream()
        .map(tensor -> values.computeIfAbsent(tensor.name(), _ -> draw(tensor)))
        .toList();
  }

  private float[] draw(Signature.Tensor tensor) {
    float[] drawn = uniform(tensor.spec().elements(test.rows()), test.name(), tensor.name());
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = value(tensor, drawn[i]);
    }
    return drawn;
  }

  /** Numbers that differ from one another, for copies. */
  static float[] numbers(int count) {
    return uniform(count, "numbers", "");
  }

  /** Uniform numbers in [0, 1), a function of the two names. */
  private static float[] uniform(long count, String test, String tensor) {
    float[] drawn = new float[Math.toIntExact(count)];
    int[] words = new int[4];
    for (int i = 0; i < drawn.length; i++) {
      if (i % 4 == 0) {
        RandomStream.block(test.hashCode(), Purpose.DRAW, 0, 0, tensor.hashCode(), i / 4, words, 0);
      }
      drawn[i] = (words[i % 4] >>> 8) * 0x1p-24f;
    }
    return drawn;
  }

  /** A value that the tensor may have, from a uniform number in [0, 1). */
  private float value(Signature.Tensor tensor, float uniform) {
    return switch (tensor.domain()) {
      case INDEX -> (float) Math.floor(uniform * tensor.limit());
      case POSITIVE -> 0.1f + uniform;
      case REAL -> test.op() instanceof LossOp ? logit(uniform) : real(uniform);
    };
  }

  private float logit(float uniform) {
    return (test.fill() == OpCase.Fill.WIDE ? 10 : 1) * (8 * uniform - 4);
  }

  private float real(float uniform) {
    return switch (test.fill()) {
      case UNIFORM -> 2 * uniform - 1;
      case COARSE -> (float) Math.floor(uniform * 5) / 2 - 1;
      case WIDE -> 40 * uniform - 20;
      case POSITIVE -> 0.1f + uniform;
      case LARGE -> 200 * uniform - 100;
      case SPECIAL -> SPECIAL[(int) (uniform * SPECIAL.length)];
    };
  }
}
