package dev.alexandrite.cpu;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.tensor.ConvolutionGeometry;

/** A convolution by Winograd's algorithm; the counterpart of {@link ConvolutionForward}. */
final class WinogradForward {
  private WinogradForward() {}

  static OpPlan plan(ConvolutionOp.Forward op, WinogradTile tile, Finish finish, WorkerPool pool) {
    ConvolutionGeometry g = op.geometry();
    Correlation correlation =
        new WinogradCorrelation(
            tile,
            WinogradMaps.inputs(g, tile),
            g.filters(),
            g.outHeight(),
            g.outWidth(),
            WinogradKernels.forward(g, tile),
            finish,
            pool);
    return new CorrelationPlan(correlation, g.filters(), op.bias(), finish);
  }
}
