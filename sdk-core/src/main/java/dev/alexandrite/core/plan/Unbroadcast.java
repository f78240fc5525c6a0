package dev.alexandrite.core.plan;

import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ReduceOp;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.tensor.Broadcast;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.List;

/**
 * The gradient by an operand that was repeated: the sum over all its copies, along axes and over
 * the rows of the batch.
 */
final class Unbroadcast {
  private Unbroadcast() {}

  /**
   * Contributes a gradient that has the shape and kind of the operator's output, or of the operand.
   *
   * @param index which input of the node it belongs to
   * @param gradient the value that holds it
   */
  static void contribute(LoweringContext context, Gradients gradients, int index, int gradient) {
    Operand target = context.operand(index);
    int reduced = gradient;
    Operand kind = context.graph().operand(reduced);
    List<Integer> repeated = Broadcast.repeatedAxes(target.shape(), kind.shape());
    if (!repeated.isEmpty()) {
      reduced =
          context.compute(
              "summed copies", new ReduceOp.Axes(Reduction.SUM, kind, repeated, true), reduced);
    }
    kind = context.graph().operand(reduced);
    if (!kind.shape().equals(target.shape())) {
      reduced =
          context.compute("axes left out", new ShapeOp.Reshape(kind, target.shape()), reduced);
    }
    if (kind.batched() && !target.batched()) {
      reduced = context.compute("summed rows", new ReduceOp.Batch(target.shape()), reduced);
    }
    gradients.contribute(context.value(index), reduced);
  }

  /** The same, times a factor. */
  static void contribute(
      LoweringContext context, Gradients gradients, int index, int gradient, float factor) {
    Operand kind = context.graph().operand(gradient);
    var scale = new ElementwiseOp.Unary(new UnaryFunction.Scale(factor), kind);
    contribute(context, gradients, index, context.compute("scaled gradient", scale, gradient));
  }
}
