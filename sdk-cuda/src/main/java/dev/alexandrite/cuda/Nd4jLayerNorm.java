package dev.alexandrite.cuda;

import dev.alexandrite.spi.LayerNormOp;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Layer normalisation over {@code [groups, width]}. */
final class Nd4jLayerNorm {
  private final long width;
  private final long groupsPerExample;

  private Nd4jLayerNorm(LayerNormOp op) {
    this.width = op.width();
    this.groupsPerExample = op.shape().elements() / width;
  }

  static Nd4jPlan plan(LayerNormOp op, Nd4jBackend backend, int capacity) {
    var norm = new Nd4jLayerNorm(op);
    long elements = (long) capacity * op.shape().elements();
    return switch (op) {
      case LayerNormOp.Forward forward ->
          new Nd4jPlan(
              backend,
              "reduce",
              2 * elements,
              (tensors, rows) -> norm.forward(forward.epsilon(), tensors, rows));
      case LayerNormOp.Gradient _ ->
          new Nd4jPlan(
              backend, "reduce", 3 * elements + capacity * norm.groupsPerExample, norm::gradient);
    };
  }

  private INDArray all(Nd4jBuffer buffer, long groups) {
    return buffer.view(groups, width);
  }

  private Nd4jPlan.Script forward(float epsilon, Tensors tensors, int rows) {
    long groups = rows * groupsPerExample;
    INDArray x = all(tensors.input(0), groups);
    INDArray scale = tensors.input(1, 1, width);
    INDArray shift = tensors.input(2, 1, width);
    INDArray y = all(tensors.output(0), groups);
    INDArray mean = tensors.output(1, groups, 1);
    INDArray inverse = tensors.output(2, groups, 1);
    INDArray centred = tensors.scratch(new long[] {groups, width});
    INDArray squares = tensors.scratch(new long[] {groups, width});
    List<Runnable> steps = new ArrayList<>();
    steps.add(() -> x.sum(mean, true, 1));
    steps.add(() -> mean.divi(width));
    steps.add(Native.pair("subtract", x, mean, centred));
    steps.add(() -> centred.mul(centred, squares));
    steps.add(() -> squares.sum(inverse, true, 1));
    steps.add(() -> inverse.divi(width));
    steps.add(() -> inverse.addi(epsilon));
    steps.add(() -> Transforms.sqrt(inverse, false));
    steps.add(() -> inverse.rdivi(1));
    steps.add(Native.pair("multiply", centred, inverse, y));
    steps.add(Native.pair("multiply", y, scale, y));
    steps.add(Native.pair("add", y, shift, y));
    return _ -> steps.forEach(Runnable::run);
  }

  /** See {@link LayerNormOp.Gradient}; Ba et al., arXiv 1607.06450. */
  private Nd4jPlan.Script gradient(Tensors tensors, int rows) {
    long groups = rows * groupsPerExample;
    INDArray x = all(tensors.input(0), groups);
    INDArray dy = all(tensors.input(1), groups);
    INDArray scale = tensors.input(2, 1, width);
    INDArray mean = tensors.input(3, groups, 1);
    INDArray inverse = tensors.input(4, groups, 1);
    INDArray dx = all(tensors.output(0), groups);
    INDArray dscale = tensors.output(1, 1, width);
    INDArray dshift = tensors.output(2, 1, width);
    INDArray normal = tensors.scratch(new long[] {groups, width});
    INDArray product = tensors.scratch(new long[] {groups, width});
    INDArray scaled = tensors.scratch(new long[] {groups, width});
    INDArray share = tensors.scratch(new long[] {groups, 1});
    List<Runnable> steps = new ArrayList<>();
    steps.add(Native.pair("subtract", x, mean, normal));
    steps.add(Native.pair("multiply", normal, inverse, normal));
    steps.add(() -> dy.mul(normal, product));
    steps.add(() -> product.sum(dscale, true, 0));
    steps.add(() -> dy.sum(dshift, true, 0));
    steps.add(Native.pair("multiply", dy, scale, scaled));
    steps.add(() -> scaled.mul(normal, product));
    steps.add(() -> product.sum(share, true, 1));
    steps.add(() -> share.divi(width));
    steps.add(Native.pair("multiply", normal, share, normal));
    steps.add(() -> scaled.sum(share, true, 1));
    steps.add(() -> share.divi(width));
    steps.add(() -> scaled.subi(normal));
    steps.add(Native.pair("subtract", scaled, share, dx));
    steps.add(Native.pair("multiply", dx, inverse, dx));
    return _ -> steps.forEach(Runnable::run);
  }
}
