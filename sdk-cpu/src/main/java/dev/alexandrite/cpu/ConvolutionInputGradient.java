package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ConvolutionGeometry;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of a convolution's input: a correlation of dy with the mirrored kernels. With a
 * stride, inputs whose padded coordinates agree modulo the stride meet the same part of the kernel,
 * and each such phase is a pass of its own. Every sum ascends through (y, x, filter) of dy.
 */
final class ConvolutionInputGradient implements OpPlan {
  private final Correlation correlation;
  private final CpuBuffer noBias;

  ConvolutionInputGradient(ConvolutionOp.InputGradient op, WorkerPool pool) {
    ConvolutionGeometry g = op.geometry();
    List<Phase> rows = phases(g.height(), g.padTop(), g.kernelHeight(), g.strideY());
    List<Phase> columns = phases(g.width(), g.padLeft(), g.kernelWidth(), g.strideX());
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
    this.noBias = CpuBuffer.zeros(g.channels());
    this.correlation =
        new Correlation(maps, g.channels(), g.height() * g.width(), passes, false, pool);
  }

  /**
   * Along one axis, the inputs {@code first, first + stride, ..} that meet the kernel's taps {@code
   * residue, residue + stride, ..}. The k-th of them reads dy from {@code start + k} on, and its
   * last tap first.
   */
  private record Phase(int residue, int first, int count, int start, int taps, int stride) {}

  private static List<Phase> phases(int size, int padding, int kernel, int stride) {
    List<Phase> phases = new ArrayList<>();
    for (int residue = 0; residue < stride; residue++) {
      int first = Math.floorMod(residue - padding, stride);
      int count = (size - first + stride - 1) / stride;
      int taps = (Math.max(0, kernel - residue) + stride - 1) / stride;
      if (count > 0) {
        int start = (first + padding) / stride - Math.max(0, taps - 1);
        phases.add(new Phase(residue, first, count, start, taps, stride));
      }
    }
    return phases;
  }

  private static int zerosBefore(List<Phase> phases) {
    return Math.max(0, -phases.stream().mapToInt(Phase::start).min().orElseThrow());
  }

  private static int end(List<Phase> phases) {
    return phases.stream().mapToInt(p -> p.start + p.count - 1 + p.taps).max().orElseThrow();
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
    int lastRow = rows.residue + (rows.taps - 1) * rows.stride;
    int lastColumn = columns.residue + (columns.taps - 1) * columns.stride;
    return new KernelPass(
        KernelPass.fillTiles(bases),
        targets,
        rows.taps,
        columns.taps,
        maps.groupChannels(),
        maps.rowStride(),
        new KernelPass.WeightOrder(
            lastRow * g.kernelWidth() + lastColumn,
            maps.groupChannels() * filter,
            -rows.stride * g.kernelWidth(),
            -columns.stride,
            filter,
            area));
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
        noBias,
        CpuBuffer.of(outputs[0]),
        CpuBuffer.of(workspace),
        state.rows);
  }
}
