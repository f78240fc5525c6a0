package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ConvolutionGeometry;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import java.util.List;

/** The convolution itself. Every sum ascends through (ky, kx, channel); the bias is added last. */
final class ConvolutionForward implements OpPlan {
  private final ConvolutionOp.Forward op;
  private final Correlation correlation;
  private final CpuBuffer noBias;

  ConvolutionForward(ConvolutionOp.Forward op, WorkerPool pool) {
    ConvolutionGeometry g = op.geometry();
    PaddedMaps maps = paddedInput(g);
    this.op = op;
    this.noBias = op.bias() ? CpuBuffer.EMPTY : CpuBuffer.zeros(g.filters());
    this.correlation =
        new Correlation(
            maps,
            g.filters(),
            g.outHeight() * g.outWidth(),
            List.of(pass(g, maps)),
            Epilogue.relu(op.activation()),
            pool);
  }

  static PaddedMaps paddedInput(ConvolutionGeometry g) {
    return new PaddedMaps(
        g.channels(),
        g.groups(),
        g.height(),
        g.width(),
        g.padTop(),
        g.padLeft(),
        g.padTop() + g.height() + g.padBottom(),
        g.padLeft() + g.width() + g.padRight());
  }

  /** Where the first input of every output position lies in its group of the padded maps. */
  static int[] windows(ConvolutionGeometry g, PaddedMaps maps) {
    int[] windows = new int[g.outHeight() * g.outWidth()];
    for (int i = 0; i < windows.length; i++) {
      int y = i / g.outWidth();
      int x = i % g.outWidth();
      windows[i] = maps.offset(y * g.strideY(), x * g.strideX());
    }
    return windows;
  }

  static KernelRuns runs(ConvolutionGeometry g, PaddedMaps maps) {
    return KernelRuns.of(maps, g.kernelHeight(), g.kernelWidth(), g.dilationY(), g.dilationX());
  }

  private static KernelPass pass(ConvolutionGeometry g, PaddedMaps maps) {
    int[] windows = windows(g, maps);
    int[] targets = new int[windows.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = i;
    }
    int area = g.kernelHeight() * g.kernelWidth();
    int filter = maps.groupChannels() * area;
    return new KernelPass(
        KernelPass.fillTiles(windows),
        targets,
        g.kernelHeight(),
        g.kernelWidth(),
        maps.groupChannels(),
        runs(g, maps),
        new KernelPass.WeightOrder(
            0, g.filters() / g.groups() * filter, g.kernelWidth(), 1, area, filter));
  }

  @Override
  public String algorithm() {
    return "direct";
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
