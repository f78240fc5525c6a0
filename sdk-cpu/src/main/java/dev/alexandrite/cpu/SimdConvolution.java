package dev.alexandrite.cpu;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;

/** Plans convolutions and locally connected layers. */
final class SimdConvolution {
  private SimdConvolution() {}

  static OpPlan plan(ConvolutionOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case ConvolutionOp.Forward forward when forward.shared() ->
          new ConvolutionForward(forward, pool);
      case ConvolutionOp.InputGradient gradient when gradient.shared() ->
          new ConvolutionInputGradient(gradient, pool);
      case ConvolutionOp.WeightGradient gradient when gradient.shared() ->
          new ConvolutionWeightGradient(gradient, pool);
      case ConvolutionOp.Forward forward -> new LocalForward(forward, capacity, pool);
      case ConvolutionOp.InputGradient gradient -> new LocalInputGradient(gradient, capacity, pool);
      case ConvolutionOp.WeightGradient gradient ->
          new LocalWeightGradient(gradient, capacity, pool);
    };
  }
}
