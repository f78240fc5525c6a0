package dev.alexandrite.cpu;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.tensor.ConvolutionGeometry;
import java.util.List;

/** The convolution itself. Every sum ascends through (ky, kx, channel); the bias is added last. */
final class ConvolutionForward {
  private ConvolutionForward() {}

  static OpPlan plan(ConvolutionOp.Forward op, Finish finish, WorkerPool pool) {
    ConvolutionGeometry g = op.geometry();
    PaddedMaps maps = paddedInput(g);
    Correlation correlation =
        new DirectCorrelation(
            maps, g.filters(), g.outHeight() * g.outWidth(), List.of(pass(g, maps)), finish, pool);
    return new CorrelationPlan(correlation, g.filters(), op.bias(), finish);
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
}
