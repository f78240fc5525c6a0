package dev.alexandrite.core.reference;

import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/** Moves elements one by one, to where row-major order puts them. */
final class ReferenceShape {
  private ReferenceShape() {}

  static Kernel kernel(ShapeOp op) {
    return switch (op) {
      case ShapeOp.Concat concat -> concat(concat);
      case ShapeOp.Slice slice -> gather(output(slice), slice(slice));
      case ShapeOp.Pad pad -> pad(pad);
      case ShapeOp.Permute permute -> gather(output(permute), permute(permute));
      case ShapeOp.Expand(Operand input, Operand output) ->
          gather(output, Strides.broadcast(input, output.shape()));
      case ShapeOp.Reshape(Operand input, Shape _) ->
          (in, out, state) ->
              ScalarBuffer.of(in[0])
                  .copyTo(
                      0,
                      ScalarBuffer.of(out[0]),
                      0,
                      Strides.examples(input, state.rows) * input.shape().elements());
    };
  }

  private static Operand output(ShapeOp op) {
    var y = op.signature().outputs().getFirst();
    return new Operand(y.shape(), y.batched());
  }

  /** Every element of the output from its place in the input. */
  private static Kernel gather(Operand output, Strides places) {
    int size = output.shape().elements();
    return (in, out, state) -> {
      ScalarBuffer x = ScalarBuffer.of(in[0]);
      ScalarBuffer y = ScalarBuffer.of(out[0]);
      for (int n = 0; n < Strides.examples(output, state.rows); n++) {
        for (int i = 0; i < size; i++) {
          y.set(n * size + i, x.get(places.place(n, i)));
        }
      }
    };
  }

  private static Strides slice(ShapeOp.Slice op) {
    int[] own = Strides.rowMajor(op.input().shape());
    int start = 0;
    int[] steps = new int[own.length];
    for (int axis = 0; axis < own.length; axis++) {
      start += op.ranges().get(axis).from() * own[axis];
      steps[axis] = op.ranges().get(axis).step() * own[axis];
    }
    return new Strides(output(op).shape(), start, steps, Strides.row(op.input()));
  }

  private static Strides permute(ShapeOp.Permute op) {
    int[] own = Strides.rowMajor(op.input().shape());
    int[] steps = op.axes().stream().mapToInt(axis -> own[axis]).toArray();
    return new Strides(op.output().shape(), 0, steps, Strides.row(op.input()));
  }

  /** Every element of the input to its place in the output, over a ground of the given value. */
  private static Kernel pad(ShapeOp.Pad op) {
    Operand output = output(op);
    int[] own = Strides.rowMajor(output.shape());
    int start = 0;
    int[] steps = new int[own.length];
    for (int axis = 0; axis < own.length; axis++) {
      ShapeOp.Margin margin = op.margins().get(axis);
      start += margin.before() * own[axis];
      steps[axis] = (margin.between() + 1) * own[axis];
    }
    Strides places = new Strides(op.input().shape(), start, steps, Strides.row(output));
    int size = op.input().shape().elements();
    return (in, out, state) -> {
      int examples = Strides.examples(output, state.rows);
      ScalarBuffer x = ScalarBuffer.of(in[0]);
      ScalarBuffer y = ScalarBuffer.of(out[0]);
      y.fill(op.value(), examples * output.shape().elements());
      for (int n = 0; n < examples; n++) {
        for (int i = 0; i < size; i++) {
          y.set(places.place(n, i), x.get(n * size + i));
        }
      }
    };
  }

  private static Kernel concat(ShapeOp.Concat op) {
    Operand output = output(op);
    List<Operand> parts = op.parts();
    int[] own = Strides.rowMajor(output.shape());
    return (in, out, state) -> {
      int start = 0;
      for (int part = 0; part < parts.size(); part++) {
        Shape shape = parts.get(part).shape();
        Strides places = new Strides(shape, start, own, Strides.row(output));
        for (int n = 0; n < Strides.examples(output, state.rows); n++) {
          for (int i = 0; i < shape.elements(); i++) {
            float value = ScalarBuffer.of(in[part]).get(n * shape.elements() + i);
            ScalarBuffer.of(out[0]).set(places.place(n, i), value);
          }
        }
        start += shape.get(op.axis()) * own[op.axis()];
      }
    };
  }
}
