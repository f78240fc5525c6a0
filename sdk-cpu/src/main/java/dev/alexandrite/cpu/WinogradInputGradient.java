package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ConvolutionGeometry;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;

/**
 * The gradient of a convolution's input by Winograd's algorithm: a correlation of dy with the
 * mirrored kernels. The counterpart of {@link ConvolutionInputGradient}.
 */
final class WinogradInputGradient implements OpPlan {
  private final WinogradTile tile;
  private final WinogradCorrelation correlation;
  private final CpuBuffer noBias;

  WinogradInputGradient(ConvolutionOp.InputGradient op, WinogradTile tile, WorkerPool pool) {
    ConvolutionGeometry g = op.geometry();
    int taps = tile.taps();
    int filter = g.reduction();
    this.tile = tile;
    this.noBias = CpuBuffer.zeros(g.channels());
    WinogradMaps maps =
        new WinogradMaps(
            g.filters(),
            g.groups(),
            g.outHeight(),
            g.outWidth(),
            taps - 1 - g.padTop(),
            taps - 1 - g.padLeft(),
            tile.size(),
            tile.outputs(),
            tile.along(g.width()));
    this.correlation =
        new WinogradCorrelation(
            tile,
            maps,
            g.channels(),
            g.height(),
            g.width(),
            new KernelPass.WeightOrder(
                taps * taps - 1, maps.groupChannels() * filter, -taps, -1, filter, taps * taps),
            false,
            pool);
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
        noBias,
        CpuBuffer.of(outputs[0]),
        CpuBuffer.of(workspace),
        state.rows);
  }
}
