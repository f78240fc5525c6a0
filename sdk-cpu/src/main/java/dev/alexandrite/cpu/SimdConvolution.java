package dev.alexandrite.cpu;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import java.util.Optional;

/** Plans convolutions and locally connected layers. */
final class SimdConvolution {
  private SimdConvolution() {}

  /**
   * Plans by a closed rule on the shape, {@link DepthwiseCorrelation#fits}, {@link WinogradTile#of}
   * and {@link PointwiseCorrelation#fits}.
   *
   * @param op the operator
   * @param capacity the largest number of rows
   * @param winograd false where all convolutions have to be direct
   * @param pool the workers
   */
  static OpPlan plan(ConvolutionOp op, int capacity, boolean winograd, WorkerPool pool) {
    if (!op.shared()) {
      return locallyConnected(op, capacity, pool);
    }
    if (DepthwiseCorrelation.fits(op.geometry())) {
      return depthwise(op, pool);
    }
    return (winograd ? WinogradTile.of(op.geometry()) : Optional.<WinogradTile>empty())
        .map(tile -> transformed(op, tile, pool))
        .orElseGet(() -> direct(op, pool));
  }

  private static OpPlan depthwise(ConvolutionOp op, WorkerPool pool) {
    return switch (op) {
      case ConvolutionOp.Forward forward ->
          DepthwiseCorrelation.forward(forward, Finish.of(forward), pool);
      case ConvolutionOp.NormalizedForward fused ->
          DepthwiseCorrelation.forward(fused.convolution(), Finish.of(fused), pool);
      case ConvolutionOp.InputGradient gradient ->
          DepthwiseCorrelation.inputGradient(gradient, pool);
      case ConvolutionOp.WeightGradient gradient -> new DepthwiseWeightGradient(gradient, pool);
    };
  }

  private static OpPlan direct(ConvolutionOp op, WorkerPool pool) {
    return switch (op) {
      case ConvolutionOp.Forward forward -> direct(forward, Finish.of(forward), pool);
      case ConvolutionOp.NormalizedForward fused ->
          direct(fused.convolution(), Finish.of(fused), pool);
      case ConvolutionOp.InputGradient gradient ->
          PointwiseCorrelation.fits(op.geometry())
              ? PointwiseCorrelation.inputGradient(gradient, pool)
              : ConvolutionInputGradient.plan(gradient, pool);
      case ConvolutionOp.WeightGradient gradient -> new ConvolutionWeightGradient(gradient, pool);
    };
  }

  private static OpPlan direct(ConvolutionOp.Forward op, Finish finish, WorkerPool pool) {
    return PointwiseCorrelation.fits(op.geometry())
        ? PointwiseCorrelation.forward(op, finish, pool)
        : ConvolutionForward.plan(op, finish, pool);
  }

  private static OpPlan transformed(ConvolutionOp op, WinogradTile tile, WorkerPool pool) {
    return switch (op) {
      case ConvolutionOp.Forward forward ->
          WinogradForward.plan(forward, tile, Finish.of(forward), pool);
      case ConvolutionOp.NormalizedForward fused ->
          WinogradForward.plan(fused.convolution(), tile, Finish.of(fused), pool);
      case ConvolutionOp.InputGradient gradient ->
          // With a stride mostly a network's first layer, whose input needs no gradient.
          gradient.geometry().strideX() == 1
              ? WinogradInputGradient.plan(gradient, tile, pool)
              : ConvolutionInputGradient.plan(gradient, pool);
      case ConvolutionOp.WeightGradient gradient ->
          new WinogradWeightGradient(gradient, tile, pool);
    };
  }

  private static OpPlan locallyConnected(ConvolutionOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case ConvolutionOp.Forward forward -> new LocalForward(forward, capacity, pool);
      case ConvolutionOp.NormalizedForward fused ->
          throw new IllegalArgumentException("positions share their weights in " + fused);
      case ConvolutionOp.InputGradient gradient -> new LocalInputGradient(gradient, capacity, pool);
      case ConvolutionOp.WeightGradient gradient ->
          new LocalWeightGradient(gradient, capacity, pool);
    };
  }
}
