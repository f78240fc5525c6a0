package dev.alexandrite.cuda;

import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.SoftmaxOp;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.same.Max;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;

/**
 * Softmax and its logarithm over the second axis of {@code [examples · axes before, classes, axes
 * after]}.
 */
final class Nd4jSoftmax {
  private static final int CLASSES = 1;

  private final SoftmaxOp op;
  private final long classes;
  private final long after;

  private Nd4jSoftmax(SoftmaxOp op) {
    this.op = op;
    this.classes = op.output().shape().get(op.axis());
    this.after = Strides.rowMajor(op.output().shape())[op.axis()];
  }

  static Nd4jPlan plan(SoftmaxOp op, Nd4jBackend backend, int capacity) {
    var softmax = new Nd4jSoftmax(op);
    long elements = Strides.elements(op.output(), capacity);
    long scratch = elements + elements / softmax.classes;
    return switch (op) {
      case SoftmaxOp.Forward _ ->
          op.log()
              ? new Nd4jPlan(backend, "reduce", scratch, softmax::logForward)
              : new Nd4jPlan(backend, "softmax", 0, softmax::forward);
      case SoftmaxOp.Gradient _ ->
          new Nd4jPlan(
              backend, "reduce", scratch, op.log() ? softmax::logGradient : softmax::gradient);
    };
  }

  private long[] shape(int rows) {
    Operand output = op.output();
    return new long[] {Strides.elements(output, rows) / classes / after, classes, after};
  }

  private INDArray sums(Tensors tensors, long[] shape) {
    return tensors.scratch(new long[] {shape[0], 1, after});
  }

  private Nd4jPlan.Script forward(Tensors tensors, int rows) {
    long[] shape = shape(rows);
    Runnable softmax =
        Native.of(
            "softmax",
            List.of(tensors.input(0, shape)),
            List.of(tensors.output(0, shape)),
            CLASSES);
    return _ -> softmax.run();
  }

  private Nd4jPlan.Script logForward(Tensors tensors, int rows) {
    long[] shape = shape(rows);
    List<Runnable> steps =
        log(
            tensors.input(0, shape),
            tensors.output(0, shape),
            tensors.scratch(shape),
            sums(tensors, shape));
    return _ -> steps.forEach(Runnable::run);
  }

  /**
   * The logarithm of softmax over the second axis. ND4J's own takes the logarithm of what softmax
   * has rounded to 0 before.
   *
   * @param x is read
   * @param y is written
   * @param scratch of the same shape
   * @param sums the same with size 1 along the axis
   */
  static List<Runnable> log(INDArray x, INDArray y, INDArray scratch, INDArray sums) {
    List<Runnable> steps = new ArrayList<>();
    steps.add(Native.of(new Max(x, sums, true, CLASSES)));
    steps.add(Native.pair("subtract", x, sums, y));
    steps.add(Native.of(new Exp(y, scratch)));
    steps.add(() -> scratch.sum(sums, true, CLASSES));
    steps.add(Native.of(new Log(sums, sums)));
    steps.add(Native.pair("subtract", y, sums, y));
    return steps;
  }

  private Nd4jPlan.Script gradient(Tensors tensors, int rows) {
    long[] shape = shape(rows);
    INDArray y = tensors.input(0, shape);
    INDArray dy = tensors.input(1, shape);
    INDArray dx = tensors.output(0, shape);
    INDArray products = tensors.scratch(shape);
    INDArray sums = sums(tensors, shape);
    List<Runnable> steps = new ArrayList<>();
    steps.add(() -> y.mul(dy, products));
    steps.add(() -> products.sum(sums, true, CLASSES));
    steps.add(Native.pair("subtract", dy, sums, products));
    steps.add(() -> y.mul(products, dx));
    return _ -> steps.forEach(Runnable::run);
  }

  private Nd4jPlan.Script logGradient(Tensors tensors, int rows) {
    long[] shape = shape(rows);
    INDArray y = tensors.input(0, shape);
    INDArray dy = tensors.input(1, shape);
    INDArray dx = tensors.output(0, shape);
    INDArray softmax = tensors.scratch(shape);
    INDArray sums = sums(tensors, shape);
    List<Runnable> steps = new ArrayList<>();
    steps.add(Native.of(new Exp(y, softmax)));
    steps.add(() -> dy.sum(sums, true, CLASSES));
    steps.add(Native.pair("multiply", softmax, sums, softmax));
    steps.add(() -> dy.sub(softmax, dx));
    return _ -> steps.forEach(Runnable::run);
  }
}
