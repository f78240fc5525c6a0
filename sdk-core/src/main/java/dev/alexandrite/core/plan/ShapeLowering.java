package dev.alexandrite.core.plan;

import dev.alexandrite.model.Embedding;
import dev.alexandrite.model.Expand;
import dev.alexandrite.model.Gather;
import dev.alexandrite.model.Pad;
import dev.alexandrite.model.Parameter;
import dev.alexandrite.model.Permute;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.model.Slice;
import dev.alexandrite.spi.GatherOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Layers that move elements, and parameters as values. */
final class ShapeLowering {
  private ShapeLowering() {}

  static GradientRule lower(LoweringContext context, Parameter layer) {
    context.outputIs(context.parameter(0));
    return (dy, gradients) -> {}; // it is the parameter's own
  }

  static GradientRule lower(LoweringContext context, Permute layer) {
    var op = new ShapeOp.Permute(context.operand(0), layer.axes());
    return move(context, op, op.inverse());
  }

  static GradientRule lower(LoweringContext context, Reshape layer) {
    Operand input = context.operand(0);
    Shape output = layer.infer(context.node().name(), List.of(input.shape()));
    return move(
        context,
        new ShapeOp.Reshape(input, output),
        new ShapeOp.Reshape(input.withShape(output), input.shape()));
  }

  static GradientRule lower(LoweringContext context, Pad layer) {
    Operand input = context.operand(0);
    int axis = Math.floorMod(layer.axis(), input.shape().rank());
    int size = input.shape().get(axis);
    List<ShapeOp.Margin> margins =
        new ArrayList<>(Collections.nCopies(input.shape().rank(), ShapeOp.Margin.NONE));
    margins.set(axis, new ShapeOp.Margin(layer.before(), layer.after(), 0));
    var op = new ShapeOp.Pad(input, margins, (float) layer.value());
    return move(context, op, ShapeOp.Slice.of(output(op), axis, layer.before(), size));
  }

  static GradientRule lower(LoweringContext context, Slice layer) {
    Operand input = context.operand(0);
    int axis = Math.floorMod(layer.axis(), input.shape().rank());
    List<ShapeOp.Range> ranges = all(input.shape());
    ranges.set(axis, new ShapeOp.Range(layer.from(), layer.count(), layer.step()));
    var op = new ShapeOp.Slice(input, ranges);
    int x = context.value(0);
    context.step(op, List.of(x), List.of(context.output(output(op))));
    return (dy, gradients) -> {
      if (gradients.wanted(x)) {
        int ascending = layer.step() > 0 ? dy : reversed(context, dy, axis);
        context.step(
            back(input, axis, layer), List.of(ascending), List.of(gradients.contribute(x)));
      }
    };
  }

  private static int reversed(LoweringContext context, int value, int axis) {
    Operand kind = context.graph().operand(value);
    int count = kind.shape().get(axis);
    List<ShapeOp.Range> ranges = all(kind.shape());
    ranges.set(axis, new ShapeOp.Range(count - 1, count, -1));
    return context.compute("reversed gradient", new ShapeOp.Slice(kind, ranges), value);
  }

  /** Every element of an ascending slice to where it was taken from, among zeros. */
  private static ShapeOp.Pad back(Operand input, int axis, Slice layer) {
    int last = layer.from() + (layer.count() - 1) * layer.step();
    int before = Math.min(layer.from(), last);
    int after = input.shape().get(axis) - 1 - Math.max(layer.from(), last);
    List<ShapeOp.Margin> margins =
        new ArrayList<>(Collections.nCopies(input.shape().rank(), ShapeOp.Margin.NONE));
    margins.set(axis, new ShapeOp.Margin(before, after, Math.abs(layer.step()) - 1));
    List<Integer> sizes = new ArrayList<>(input.shape().dimensions());
    sizes.set(axis, layer.count());
    return new ShapeOp.Pad(input.withShape(new Shape(sizes)), margins, 0);
  }

  static GradientRule lower(LoweringContext context, Expand layer) {
    Operand input = context.operand(0);
    var op = new ShapeOp.Expand(input, input.withShape(new Shape(layer.sizes())));
    int x = context.value(0);
    context.step(op, List.of(x), List.of(context.output(op.output())));
    return (dy, gradients) -> {
      if (gradients.wanted(x)) {
        Unbroadcast.contribute(context, gradients, 0, dy);
      }
    };
  }

  static GradientRule lower(LoweringContext context, Gather layer) {
    int axis = Math.floorMod(layer.axis(), context.operand(0).shape().rank());
    return pick(context, context.value(0), context.value(1), axis, false);
  }

  static GradientRule lower(LoweringContext context, Embedding layer) {
    return pick(context, context.parameter(0), context.value(0), 0, true);
  }

  private static GradientRule pick(
      LoweringContext context, int table, int indices, int axis, boolean parameter) {
    Operand from = context.graph().operand(table);
    Operand what = context.graph().operand(indices);
    var op = new GatherOp.Forward(from, what, axis);
    context.step(op, List.of(table, indices), List.of(context.output(op.output())));
    return (dy, gradients) -> {
      if (parameter ? context.training() : gradients.wanted(table)) {
        context.step(
            new GatherOp.Gradient(from, what, axis),
            List.of(indices, dy),
            List.of(gradients.contribute(table)));
      }
    };
  }

  /** A move whose gradient is a move back. */
  private static GradientRule move(LoweringContext context, ShapeOp there, ShapeOp back) {
    int x = context.value(0);
    context.step(there, List.of(x), List.of(context.output(output(there))));
    return (dy, gradients) -> {
      if (gradients.wanted(x)) {
        context.step(back, List.of(dy), List.of(gradients.contribute(x)));
      }
    };
  }

  private static Operand output(Op op) {
    var tensor = op.signature().outputs().getFirst();
    return new Operand(tensor.shape(), tensor.batched());
  }

  private static List<ShapeOp.Range> all(Shape shape) {
    List<ShapeOp.Range> ranges = new ArrayList<>();
    shape.dimensions().forEach(size -> ranges.add(new ShapeOp.Range(0, size, 1)));
    return ranges;
  }
}
