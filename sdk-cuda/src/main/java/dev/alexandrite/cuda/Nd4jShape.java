package dev.alexandrite.cuda;

import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between tensors; channels are neighbours in an example's memory. */
final class Nd4jShape {
  private Nd4jShape() {}

  static Nd4jPlan plan(ShapeOp op, Nd4jBackend backend) {
    return new Nd4jPlan(
        backend,
        "copy",
        0,
        (tensors, rows) ->
            switch (op) {
              case ShapeOp.Concat(var parts, int _) ->
                  concat(parts.stream().map(Operand::shape).toList(), tensors, rows);
              case ShapeOp.Slice slice -> slice(slice, tensors, rows);
              case ShapeOp.Reshape(var input, var _) -> {
                long elements = (long) rows * input.shape().elements();
                yield copy(tensors.input(0, elements), tensors.output(0, elements));
              }
              default -> throw new UnsupportedOperationException("basis: " + op);
            });
  }

  private static Nd4jPlan.Script copy(INDArray from, INDArray to) {
    return _ -> to.assign(from);
  }

  /** Some neighbours of every example of {@code width} elements. */
  private static INDArray columns(Nd4jBuffer all, long rows, long width, long from, long count) {
    return all.view(from, new long[] {rows, count}, new long[] {width, 1});
  }

  private static Nd4jPlan.Script concat(List<Shape> parts, Tensors tensors, int rows) {
    long width = parts.stream().mapToLong(Shape::elements).sum();
    List<Nd4jPlan.Script> copies = new ArrayList<>();
    long from = 0;
    for (int i = 0; i < parts.size(); i++) {
      long count = parts.get(i).elements();
      copies.add(
          copy(
              tensors.input(i, rows, count), columns(tensors.output(0), rows, width, from, count)));
      from += count;
    }
    return state -> copies.forEach(copy -> copy.run(state));
  }

  private static Nd4jPlan.Script slice(ShapeOp.Slice op, Tensors tensors, int rows) {
    long width = op.input().shape().elements();
    long channel = width / op.input().shape().channels();
    long count = op.ranges().getFirst().count() * channel;
    return copy(
        columns(tensors.input(0), rows, width, op.ranges().getFirst().from() * channel, count),
        tensors.output(0, rows, count));
  }
}
