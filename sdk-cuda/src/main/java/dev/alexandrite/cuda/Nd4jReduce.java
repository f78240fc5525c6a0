package dev.alexandrite.cuda;

import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ReduceOp;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.same.Max;
import org.nd4j.linalg.api.ops.impl.reduce.same.Min;

/** Reductions over axes and over the batch. */
final class Nd4jReduce {
  private Nd4jReduce() {}

  static Nd4jPlan plan(ReduceOp op, Nd4jBackend backend, int capacity) {
    return switch (op) {
      case ReduceOp.Axes axes -> {
        long scratch =
            selects(axes.reduction())
                ? Strides.elements(axes.input(), capacity)
                    + Strides.elements(axes.output(), capacity)
                : 0;
        yield new Nd4jPlan(
            backend, "reduce", scratch, (tensors, rows) -> axes(axes, tensors, rows));
      }
      case ReduceOp.Batch(Shape shape) ->
          new Nd4jPlan(
              backend,
              "reduce",
              0,
              (tensors, rows) -> {
                INDArray x = tensors.input(0, rows, shape.elements());
                INDArray y = tensors.output(0, 1, shape.elements());
                return _ -> x.sum(y, true, 0);
              });
    };
  }

  private static boolean selects(Reduction reduction) {
    return reduction == Reduction.MAX || reduction == Reduction.MIN;
  }

  private static Nd4jPlan.Script axes(ReduceOp.Axes op, Tensors tensors, int rows) {
    Operand input = op.input();
    long[] shape = Strides.sizes(input, input.shape().rank(), rows);
    long[] kept = shape.clone();
    op.axes().forEach(axis -> kept[1 + axis] = 1);
    int[] axes = op.axes().stream().mapToInt(axis -> 1 + axis).toArray();
    INDArray x = tensors.input(0, shape);
    INDArray y = tensors.output(0, kept);
    return switch (op.reduction()) {
      case SUM -> _ -> x.sum(y, true, axes);
      case MEAN ->
          _ -> {
            x.sum(y, true, axes);
            y.divi(op.count());
          };
      case MAX -> selection(Native.of(new Max(x, y, true, axes)), x, y, axes, tensors);
      case MIN -> selection(Native.of(new Min(x, y, true, axes)), x, y, axes, tensors);
    };
  }

  /** ND4J passes over NaN, which has to win: zeros with x's NaN among them are added up. */
  private static Nd4jPlan.Script selection(
      Runnable reduction, INDArray x, INDArray y, int[] axes, Tensors tensors) {
    INDArray marks = tensors.scratch(x.shape());
    INDArray sums = tensors.scratch(y.shape());
    List<Runnable> steps = new ArrayList<>();
    steps.add(reduction);
    steps.add(() -> marks.assign(0));
    steps.add(Native.takeNaN(x, marks));
    steps.add(() -> marks.sum(sums, true, axes));
    steps.add(Native.takeNaN(sums, y));
    return _ -> steps.forEach(Runnable::run);
  }
}
