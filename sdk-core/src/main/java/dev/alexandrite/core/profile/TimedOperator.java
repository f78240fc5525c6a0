package dev.alexandrite.core.profile;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.MatMulOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.UpdateOp;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One operator of a planned network.
 *
 * @param layer the layer that it computes, or whose gradient or update
 * @param pass the part of a step that it belongs to
 * @param kind the operator, such as {@code ConvolutionOp.Forward}
 * @param algorithm what the backend chose for it
 * @param flops floating-point operations of a run: two for each multiply-add of the direct
 *     algorithm, whatever the algorithm; 0 for all that is no convolution, linear layer or matrix
 *     product
 * @param bytes what a run has to move at least: every input and output once
 */
public record TimedOperator(
    String layer, Pass pass, String kind, String algorithm, long flops, long bytes) {
  /** The parts of a step. */
  public enum Pass {
    /** From the images to the loss. */
    FORWARD,
    /** From the loss to the gradients. */
    BACKWARD,
    /** From the gradients to new parameters. */
    UPDATE
  }

  /** A step of a graph, on a batch of its capacity. */
  static TimedOperator of(
      OpGraph graph, OpGraph.Step step, String layer, boolean behindLoss, String algorithm) {
    Pass behind = step.op() instanceof UpdateOp ? Pass.UPDATE : Pass.BACKWARD;
    return new TimedOperator(
        layer,
        behindLoss ? behind : Pass.FORWARD,
        kind(step.op()),
        algorithm,
        2 * multiplyAdds(step.op(), graph.capacity()),
        bytes(graph, step));
  }

  private static String kind(Op op) {
    Class<?> type = op.getClass();
    Class<?> family = type.getEnclosingClass();
    return (family == null ? "" : family.getSimpleName() + ".") + type.getSimpleName();
  }

  private static long multiplyAdds(Op op, int rows) {
    return switch (op) {
      case ConvolutionOp convolution -> convolution.geometry().multiplyAdds() * rows;
      case LinearOp linear ->
          (long) linear.rowsPerExample() * linear.inputs() * linear.outputs() * rows;
      case MatMulOp product ->
          (long) product.stack().elements()
              * product.rows()
              * product.columns()
              * product.depth()
              * (product.a().batched() || product.b().batched() ? rows : 1);
      default -> 0;
    };
  }

  private static long bytes(OpGraph graph, OpGraph.Step step) {
    IntStream values =
        Stream.concat(step.inputs().stream(), step.outputs().stream()).mapToInt(Integer::intValue);
    return Float.BYTES
        * values.mapToLong(id -> graph.values().get(id).spec().elements(graph.capacity())).sum();
  }
}
