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
    List<Phase> rows = phases(g.height(), g.padTop(), g.kernelHeight(), g.dilationY(), g.strideY());
    List<Phase> columns =
        phases(g.width(), g.padLeft(), g.kernelWidth(), g.dilationX(), g.strideX());
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
    for (Phase row : rows) {
      for (Phase column : columns) {
        passes.add(pass(g, maps, row, column));
      }
    }
    Correlation correlation =
        new DirectCorrelation(maps, g.channels(), g.height() * g.width(), passes, false, pool);
    return new CorrelationPlan(correlation, g.channels(), false);
  }

  /**
   * Along one axis, the inputs {@code first, first + stride, ..} that meet the same taps of the
   * kernel, {@code tap, tap + step, ..}. The k-th of these inputs reads dy from {@code start + k}
   * on, every {@code spread}-th, and meets its last tap first.
   */
  private record Phase(
      int tap, int step, int taps, int first, int count, int start, int spread, int stride) {
    /** The elements of dy from the first to the last that one input reads. */
    int span() {
      return taps == 0 ? 0 : (taps - 1) * spread + 1;
    }

    int lastTap() {
      return tap + (taps - 1) * step;
    }
  }

  private static List<Phase> phases(int size, int padding, int kernel, int dilation, int stride) {
    int common = greatestCommonDivisor(dilation, stride);
    int step = stride / common;
    int spread = dilation / common;
    List<Phase> phases = new ArrayList<>();
    for (int residue = 0; residue < stride; residue++) {
      int first = Math.floorMod(residue - padding, stride);
      int count = (size - first + stride - 1) / stride;
      int tap = firstTap(residue, dilation, stride);
      int taps = tap < 0 ? 0 : (Math.max(0, kernel - tap) + step - 1) / step;
      if (count > 0) {
        int lastTap = tap + (taps - 1) * step;
        int start = taps == 0 ? 0 : (first + padding - lastTap * dilation) / stride;
        phases.add(new Phase(tap, step, taps, first, count, start, spread, stride));
      }
    }
    return phases;
  }

  /** The first tap whose place modulo the stride is the residue, or -1. */
  private static int firstTap(int residue, int dilation, int stride) {
    for (int tap = 0; tap < stride; tap++) {
      if (tap * dilation % stride == residue) {
        return tap;
      }
    }
    return -1;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  private static int zerosBefore(List<Phase> phases) {
    return Math.max(0, -phases.stream().mapToInt(Phase::start).min().orElseThrow());
  }

  private static int end(List<Phase> phases) {
    return phases.stream().mapToInt(p -> p.start + p.count - 1 + p.span()).max().orElseThrow();
  }

  private static KernelPass pass(
      ConvolutionGeometry g, PaddedMaps maps, Phase rows, Phase columns) {
    int[] bases = new int[rows.count * columns.count];
    int[] targets = new int[bases.length];
    for (int i = 0; i < bases.length; i++) {
      int y = i / columns.count;
      int x = i % columns.count;
      bases[i] = maps.offset(maps.top() + rows.start + y, maps.left() + columns.start + x);
      targets[i] = (rows.first + y * rows.stride) * g.width() + columns.first + x * columns.stride;
    }
    int area = g.kernelHeight() * g.kernelWidth();
    int filter = g.channels() / g.groups() * area;
    return new KernelPass(
        KernelPass.fillTiles(bases),
        targets,
        rows.taps,
        columns.taps,
        maps.groupChannels(),
        KernelRuns.of(maps, rows.taps, columns.taps, rows.spread, columns.spread),
        new KernelPass.WeightOrder(
            rows.lastTap() * g.kernelWidth() + columns.lastTap(),
            maps.groupChannels() * filter,
            -rows.step * g.kernelWidth(),
            -columns.step,
            filter,
            area));
  }
}
