package dev.alexandrite.cuda;

import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between strided views of tensors. */
final class Nd4jShape {
  private Nd4jShape() {}

  static Nd4jPlan plan(ShapeOp op, Nd4jBackend backend) {
    return new Nd4jPlan(
        backend,
        "copy",
        0,
        (tensors, rows) ->
            switch (op) {
              case ShapeOp.Concat concat -> concat(concat, tensors, rows);
              case ShapeOp.Slice slice -> slice(slice, tensors, rows);
              case ShapeOp.Pad pad -> pad(pad, tensors, rows);
              case ShapeOp.Permute permute -> permute(permute, tensors, rows);
              case ShapeOp.Expand(Operand input, Operand output) ->
                  copy(
                      Strides.repeated(input, output, rows).in(tensors.input(0)),
                      dense(tensors.output(0), output, rows));
              case ShapeOp.Reshape(Operand input, Shape _) -> reshape(input, tensors, rows);
            });
  }

  private static Nd4jPlan.Script copy(INDArray from, INDArray to) {
    return _ -> to.assign(from);
  }

  private static INDArray dense(Nd4jBuffer buffer, Operand operand, int rows) {
    return buffer.view(Strides.sizes(operand, operand.shape().rank(), rows));
  }

  private static Operand output(ShapeOp op) {
    var y = op.signature().outputs().getFirst();
    return new Operand(y.shape(), y.batched());
  }

  /** Each part is a run of neighbours in every row of {@code [examples · axes before, rest]}. */
  private static Nd4jPlan.Script concat(ShapeOp.Concat op, Tensors tensors, int rows) {
    Operand output = output(op);
    long before = Strides.examples(output, rows);
    for (int axis = 0; axis < op.axis(); axis++) {
      before *= output.shape().get(axis);
    }
    long width = Strides.elements(output, rows) / before;
    List<Nd4jPlan.Script> copies = new ArrayList<>();
    long from = 0;
    for (int i = 0; i < op.parts().size(); i++) {
      long count = Strides.elements(op.parts().get(i), rows) / before;
      copies.add(
          copy(
              tensors.input(i, before, count),
              tensors.output(0).view(from, new long[] {before, count}, new long[] {width, 1})));
      from += count;
    }
    return state -> copies.forEach(copy -> copy.run(state));
  }

  /** ND4J's views only go forwards: what is taken backwards is viewed from its end and reversed. */
  private static Nd4jPlan.Script slice(ShapeOp.Slice op, Tensors tensors, int rows) {
    Operand output = output(op);
    long[] steps = Strides.rowMajor(op.input().shape());
    long start = 0;
    List<Long> reversed = new ArrayList<>();
    for (int axis = 0; axis < steps.length; axis++) {
      ShapeOp.Range range = op.ranges().get(axis);
      boolean backwards = range.step() < 0 && range.count() > 1;
      int first = range.from() + (backwards ? (range.count() - 1) * range.step() : 0);
      start += first * steps[axis];
      steps[axis] *= range.count() > 1 ? Math.abs(range.step()) : 1;
      if (backwards) {
        reversed.add(1L + axis);
      }
    }
    INDArray x = Strides.walk(op.input(), rows, start, output.shape(), steps).in(tensors.input(0));
    INDArray y = dense(tensors.output(0), output, rows);
    if (reversed.isEmpty()) {
      return copy(x, y);
    }
    long[] axes = reversed.stream().mapToLong(Long::longValue).toArray();
    Runnable reverse = Native.of("reverse", List.of(x), List.of(y), axes);
    return _ -> reverse.run();
  }

  private static Nd4jPlan.Script pad(ShapeOp.Pad op, Tensors tensors, int rows) {
    Operand output = output(op);
    long[] steps = Strides.rowMajor(output.shape());
    long start = 0;
    for (int axis = 0; axis < steps.length; axis++) {
      ShapeOp.Margin margin = op.margins().get(axis);
      start += margin.before() * steps[axis];
      steps[axis] *= margin.between() + 1L;
    }
    INDArray x = dense(tensors.input(0), op.input(), rows);
    INDArray all = dense(tensors.output(0), output, rows);
    INDArray body =
        Strides.walk(output, rows, start, op.input().shape(), steps).in(tensors.output(0));
    return _ -> {
      all.assign(op.value());
      body.assign(x);
    };
  }

  private static Nd4jPlan.Script permute(ShapeOp.Permute op, Tensors tensors, int rows) {
    long[] own = Strides.rowMajor(op.input().shape());
    long[] steps = op.axes().stream().mapToLong(axis -> own[axis]).toArray();
    return copy(
        Strides.walk(op.input(), rows, 0, op.output().shape(), steps).in(tensors.input(0)),
        dense(tensors.output(0), op.output(), rows));
  }

  /** Every shape is in the same order, so that nothing moves within one memory. */
  private static Nd4jPlan.Script reshape(Operand input, Tensors tensors, int rows) {
    if (tensors.input(0).beginsWhere(tensors.output(0))) {
      return _ -> {};
    }
    long elements = Strides.elements(input, rows);
    return copy(tensors.input(0, elements), tensors.output(0, elements));
  }
}
