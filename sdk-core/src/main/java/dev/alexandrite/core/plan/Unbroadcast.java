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
  static void contribute(NodeSite site, Gradients gradients, int index, int gradient) {
    Operand target = site.operand(index);
    int reduced = gradient;
    Operand kind = site.graph().operand(reduced);
    List<Integer> repeated = Broadcast.repeatedAxes(target.shape(), kind.shape());
    if (!repeated.isEmpty()) {
      reduced =
          site.compute(
              "summed copies", new ReduceOp.Axes(Reduction.SUM, kind, repeated, true), reduced);
    }
    kind = site.graph().operand(reduced);
    if (!kind.shape().equals(target.shape())) {
      reduced = site.compute("axes left out", new ShapeOp.Reshape(kind, target.shape()), reduced);
    }
    if (kind.batched() && !target.batched()) {
      reduced = site.compute("summed rows", new ReduceOp.Batch(target.shape()), reduced);
    }
    gradients.contribute(site.value(index), reduced);
  }

  /** The same, times a factor. */
  static void contribute(
      NodeSite site, Gradients gradients, int index, int gradient, float factor) {
    Operand kind = site.graph().operand(gradient);
    var scale = new ElementwiseOp.Unary(new UnaryFunction.Scale(factor), kind);
    contribute(site, gradients, index, site.compute("scaled gradient", scale, gradient));
  }
}
