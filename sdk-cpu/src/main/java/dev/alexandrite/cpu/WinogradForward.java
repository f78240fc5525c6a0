package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ConvolutionGeometry;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;

/** A convolution by Winograd's algorithm; the counterpart of {@link ConvolutionForward}. */
final class WinogradForward implements OpPlan {
  private final ConvolutionOp.Forward op;
  private final WinogradTile tile;
  private final WinogradCorrelation correlation;
  private final CpuBuffer noBias;

  WinogradForward(ConvolutionOp.Forward op, WinogradTile tile, WorkerPool pool) {
    ConvolutionGeometry g = op.geometry();
    int area = tile.taps() * tile.taps();
    int filter = g.reduction();
    this.op = op;
    this.tile = tile;
    this.noBias = op.bias() ? CpuBuffer.EMPTY : CpuBuffer.zeros(g.filters());
    this.correlation =
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
        tile.along(g.outWidth()));
  }

  @Override
  public String algorithm() {
    return tile.algorithm();
  }

  @Override
  public long workspaceElements() {
    return correlation.workspaceElements();
  }

  @Override
  public void run(Buffer[] inputs, Buffer[] outputs, Buffer workspace, RunState state) {
    correlation.run(
        CpuBuffer.of(inputs[0]),
        CpuBuffer.of(inputs[1]),
        op.bias() ? CpuBuffer.of(inputs[2]) : noBias,
        CpuBuffer.of(outputs[0]),
        CpuBuffer.of(workspace),
        state.rows);
  }
}
