package dev.alexandrite.testkit;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.spi.RandomStream;
import dev.alexandrite.spi.RandomStream.Purpose;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.spi.TensorSpec;
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

  private final OpCase test;
  private final Map<String, float[]> values = new HashMap<>();

  private CaseValues(OpCase test) {
    this.test = test;
  }

  static List<float[]> inputs(OpCase test, Backend reference) {
    CaseValues drawn = new CaseValues(test);
    forward(test.op()).ifPresent(op -> drawn.runForward(op, reference));
    return drawn.of(OpTensors.inputs(test.op()));
  }

  /** The forward operator whose outputs a gradient reads. */
  private static Optional<Op> forward(Op op) {
    return Optional.ofNullable(
        switch (op) {
          case ActivationOp.Gradient gradient ->
              new ActivationOp.Forward(gradient.shape(), gradient.activation());
          case PoolingOp.MaxGradient gradient -> new PoolingOp.MaxForward(gradient.geometry());
          case LocalResponseNormOp.Gradient gradient ->
              new LocalResponseNormOp.Forward(gradient.window());
          case BatchNormOp.Gradient gradient ->
              new BatchNormOp.Training(gradient.shape(), EPSILON, MOMENTUM);
          case LayerNormOp.Gradient gradient ->
              new LayerNormOp.Forward(gradient.shape(), gradient.width(), EPSILON);
          case SoftmaxOp.Gradient gradient -> new SoftmaxOp.Forward(gradient.shape());
          default -> null;
        });
  }

  private void runForward(Op op, Backend reference) {
    List<TensorSpec> in = OpTensors.inputs(op);
    List<TensorSpec> out = OpTensors.outputs(op);
    List<float[]> results =
        OpRunner.run(reference, op, test.capacity(), test.rows(), test.state(), in, of(in), out);
    for (int i = 0; i < out.size(); i++) {
      values.put(out.get(i).name(), results.get(i));
    }
  }

  private List<float[]> of(List<TensorSpec> specs) {
    return specs.stream()
        .map(spec -> values.computeIfAbsent(spec.name(), _ -> draw(spec)))
        .toList();
  }

  private float[] draw(TensorSpec spec) {
    float[] drawn = uniform(spec.elements(test.rows()), test.name(), spec.name());
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = value(spec, drawn[i]);
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

  /** A value for a tensor of this name, from a uniform number in [0, 1). */
  private float value(TensorSpec spec, float uniform) {
    return switch (spec.name()) {
      case "labels" -> (float) Math.floor(uniform * ((LossOp) test.op()).classes());
      case "runningVariance", "secondMoment", "total", "scale" -> 0.1f + uniform;
      case "logits" -> (test.fill() == OpCase.Fill.WIDE ? 10 : 1) * (8 * uniform - 4);
      default ->
          switch (test.fill()) {
            case UNIFORM -> 2 * uniform - 1;
            case COARSE -> (float) Math.floor(uniform * 5) / 2 - 1;
            case WIDE -> 40 * uniform - 20;
          };
    };
  }
}
