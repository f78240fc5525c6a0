package dev.alexandrite.cpu;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.tensor.ConvolutionGeometry;

/**
 * The gradient of a convolution's input by Winograd's algorithm: a correlation of dy with the
 * mirrored kernels. The counterpart of {@link ConvolutionInputGradient}.
 */
final class WinogradInputGradient {
  private WinogradInputGradient() {}

  static OpPlan plan(ConvolutionOp.InputGradient op, WinogradTile tile, WorkerPool pool) {
    ConvolutionGeometry g = op.geometry();
    int taps = tile.taps();
    WinogradMaps maps =
        new UnitStrideMaps(
            g.filters(),
            g.groups(),
            g.outHeight(),
            g.outWidth(),
            taps - 1 - g.padTop(),
            taps - 1 - g.padLeft(),
            tile.size(),
            tile.outputs(),
            tile.along(g.height()),
            tile.along(g.width()));
    Finish finish = Finish.plain(false);
    Correlation correlation =
        new WinogradCorrelation(
            tile,
            maps,
            g.channels(),
            g.height(),
            g.width(),
            WinogradKernels.mirrored(g, taps),
            finish,
            pool);
    return new CorrelationPlan(correlation, g.channels(), false, finish);
  }
}
