package dev.alexandrite.cpu;

import dev.alexandrite.spi.ConvolutionGeometry;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;

/** A convolution by Winograd's algorithm; the counterpart of {@link ConvolutionForward}. */
final class WinogradForward {
  private WinogradForward() {}

  static OpPlan plan(ConvolutionOp.Forward op, WinogradTile tile, WorkerPool pool) {
    ConvolutionGeometry g = op.geometry();
    int area = tile.taps() * tile.taps();
    int filter = g.reduction();
    Correlation correlation =
        new WinogradCorrelation(
            tile,
            paddedInput(g, tile),
            g.filters(),
            g.outHeight(),
            g.outWidth(),
            new KernelPass.WeightOrder(
                0, g.filters() / g.groups() * filter, tile.taps(), 1, area, filter),
            Epilogue.relu(op.activation()),
            pool);
    return new CorrelationPlan(correlation, g.filters(), op.bias());
  }

  /** The tiles of x, each with the inputs of one tile of y. */
  static WinogradMaps paddedInput(ConvolutionGeometry g, WinogradTile tile) {
    return new WinogradMaps(
        g.channels(),
        g.groups(),
        g.height(),
        g.width(),
        g.padTop(),
        g.padLeft(),
        tile.size(),
        tile.outputs(),
        tile.along(g.outHeight()),
        tile.along(g.outWidth()));
  }
}
