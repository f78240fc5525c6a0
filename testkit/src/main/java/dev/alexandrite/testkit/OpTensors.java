package dev.alexandrite.testkit;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.DropoutOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.OptionalInt;

/**
 * The tensors of every operator, in the order of its description. An output that bears the name of
 * an input is updated in place; the gradient of a tensor is named {@code d} and its name.
 */
public final class OpTensors {
  private OpTensors() {}

  /**
   * What an operator reads.
   *
   * @param op the description
   * @return its inputs, in order
   */
  public static List<TensorSpec> inputs(Op op) {
    return of(op).inputs();
  }

  /**
   * What an operator writes.
   *
   * @param op the description
   * @return its outputs, in order
   */
  public static List<TensorSpec> outputs(Op op) {
    return of(op).outputs();
  }

  /**
   * The input whose memory the first output may share, although it has another name.
   *
   * @param op the description
   * @return the input's place, or empty if the operator may not run in place
   */
  public static OptionalInt inPlaceInput(Op op) {
    return switch (op) {
      case ActivationOp.Forward _, DropoutOp.Forward _, ElementwiseOp _ -> OptionalInt.of(0);
      case ActivationOp.Gradient _ -> OptionalInt.of(1);
      default -> OptionalInt.empty();
    };
  }

  private static Signature of(Op op) {
    return switch (op) {
      case ConvolutionOp convolution -> WeightedTensors.of(convolution);
      case LinearOp linear -> WeightedTensors.of(linear);
      case BatchNormOp norm -> NormTensors.of(norm);
      case LayerNormOp norm -> NormTensors.of(norm);
      case LocalResponseNormOp norm -> NormTensors.of(norm);
      case PoolingOp pooling -> pooling(pooling);
      case ActivationOp activation -> PointwiseTensors.of(activation);
      case DropoutOp dropout -> PointwiseTensors.of(dropout);
      case ElementwiseOp elementwise -> PointwiseTensors.of(elementwise);
      case ShapeOp shape -> PointwiseTensors.of(shape);
      case SoftmaxOp softmax -> softmax(softmax);
      case LossOp loss -> loss(loss);
      case UpdateOp update -> UpdateTensors.of(update);
    };
  }

  private static Signature pooling(PoolingOp op) {
    TensorSpec x = batched("x", op.geometry().input());
    TensorSpec y = batched("y", op.geometry().output());
    TensorSpec dx = batched("dx", op.geometry().input());
    TensorSpec dy = batched("dy", op.geometry().output());
    return switch (op) {
      case PoolingOp.MaxForward _, PoolingOp.AverageForward _ ->
          new Signature(List.of(x), List.of(y));
      case PoolingOp.MaxGradient _ -> new Signature(List.of(x, y, dy), List.of(dx));
      case PoolingOp.AverageGradient _ -> new Signature(List.of(dy), List.of(dx));
    };
  }

  private static Signature softmax(SoftmaxOp op) {
    return switch (op) {
      case SoftmaxOp.Forward(Shape shape) ->
          new Signature(List.of(batched("x", shape)), List.of(batched("y", shape)));
      case SoftmaxOp.Gradient(Shape shape) ->
          new Signature(
              List.of(batched("y", shape), batched("dy", shape)), List.of(batched("dx", shape)));
    };
  }

  private static Signature loss(LossOp op) {
    Shape row = Shape.of(op.classes());
    return new Signature(
        List.of(batched("logits", row), batched("labels", Shape.of(1))),
        List.of(batched("losses", Shape.of(1)), batched("dlogits", row)));
  }

  static TensorSpec batched(String name, Shape shape) {
    return new TensorSpec(name, shape, true);
  }

  static TensorSpec whole(String name, Shape shape) {
    return new TensorSpec(name, shape, false);
  }

  /** The tensors of one operator. */
  record Signature(List<TensorSpec> inputs, List<TensorSpec> outputs) {}
}
