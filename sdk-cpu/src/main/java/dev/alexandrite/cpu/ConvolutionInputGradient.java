package dev.alexandrite.cpu;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.tensor.ConvolutionGeometry;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of a convolution's input: a correlation of dy with the mirrored kernels. With a
 * stride, inputs whose padded coordinates agree modulo the stride meet the same taps of the kernel,
 * and each such phase is a pass of its own. Every sum ascends through (y, x, filter) of dy.
 */
final class ConvolutionInputGradient {
  private ConvolutionInputGradient() {}

  static OpPlan plan(ConvolutionOp.InputGradient op, WorkerPool pool) {
    ConvolutionGeometry g = op.geometry();
    List<SlidingAxis> rows = SlidingAxis.inputGradient(g.vertical(), g.height());
    List<SlidingAxis> columns = SlidingAxis.inputGradient(g.horizontal(), g.width());
    int top = zerosBefore(rows);
    int left = zerosBefore(columns);
    PaddedMaps maps =
        new PaddedMaps(
            g.filters(),
            g.groups(),
            g.outHeight(),
            g.outWidth(),
            top,
            left,
            top + Math.max(g.outHeight(), end(rows)),
            left + Math.max(g.outWidth(), end(columns)));
    List<KernelPass> passes = new ArrayList<>();
    for (SlidingAxis row : rows) {
      for (SlidingAxis column : columns) {
        passes.add(pass(g, maps, row, column));
      }
    }
    Finish finish = Finish.plain(false);
    Correlation correlation =
        new DirectCorrelation(maps, g.channels(), g.height() * g.width(), passes, finish, pool);
    return new CorrelationPlan(correlation, g.channels(), false, finish);
  }

  private static int zerosBefore(List<SlidingAxis> axes) {
    return Math.max(0, -axes.stream().mapToInt(SlidingAxis::start).min().orElseThrow());
  }

  private static int end(List<SlidingAxis> axes) {
    return axes.stream().mapToInt(SlidingAxis::end).max().orElseThrow();
  }

  private static KernelPass pass(
      ConvolutionGeometry g, PaddedMaps maps, SlidingAxis rows, SlidingAxis columns) {
    int[] bases = new int[rows.count() * columns.count()];
    int[] targets = new int[bases.length];
    for (int i = 0; i < bases.length; i++) {
      int y = i / columns.count();
      int x = i % columns.count();
      bases[i] = maps.offset(maps.top() + rows.origin(y), maps.left() + columns.origin(x));
      targets[i] = rows.place(y) * g.width() + columns.place(x);
    }
    int area = g.kernelHeight() * g.kernelWidth();
    int filter = g.channels() / g.groups() * area;
    return new KernelPass(
        KernelPass.fillTiles(bases),
        targets,
        rows.taps(),
        columns.taps(),
        maps.groupChannels(),
        KernelRuns.of(maps, rows.taps(), columns.taps(), rows.spread(), columns.spread()),
        new KernelPass.WeightOrder(
            rows.tap() * g.kernelWidth() + columns.tap(),
            maps.groupChannels() * filter,
            rows.step() * g.kernelWidth(),
            columns.step(),
            filter,
            area));
  }
}
