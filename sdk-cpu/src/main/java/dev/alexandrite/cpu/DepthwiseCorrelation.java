package dev.alexandrite.cpu;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.tensor.ConvolutionGeometry;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution with one filter a channel, or the gradient of its input. There is so little
 * arithmetic that memory bounds it; the maps are read where they lie, without a copy with zeros
 * around them: a result at an edge leaves out the taps that meet no input.
 *
 * <p>A task is a row of the results. Weights are packed as {@code float32[ky, kx, channel]}.
 */
final class DepthwiseCorrelation implements Correlation {
  /** Results, in elements, that are finished before the next ones are computed: 16 KiB. */
  private static final int TOGETHER = 1 << 12;

  private final int channels;
  private final int taps;
  private final int together;
  private final int inputElements;
  private final int inputRow;
  private final int outputRow;
  private final int kernelWidth;
  private final RowPass[] passes;
  private final int[] passOfRow;
  private final int[] resultOfRow;
  private final Finish finish;
  private final WorkerPool pool;
  private final ParallelTask task = (row, _) -> slide(row);

  private CpuBuffer x = CpuBuffer.EMPTY;
  private CpuBuffer weights = CpuBuffer.EMPTY;
  private CpuBuffer bias = CpuBuffer.EMPTY;
  private CpuBuffer y = CpuBuffer.EMPTY;

  /** Columns of results that meet the same taps, and what computes them. */
  private record ColumnPass(SlidingAxis axis, DepthwiseKernel kernel) {}

  /** Rows of results that meet the same rows of taps. */
  private record RowPass(SlidingAxis axis, List<ColumnPass> columns) {}

  private DepthwiseCorrelation(
      ConvolutionGeometry g,
      List<SlidingAxis> vertical,
      List<SlidingAxis> horizontal,
      Finish finish,
      WorkerPool pool) {
    this.channels = g.channels();
    this.taps = g.kernelHeight() * g.kernelWidth();
    this.together =
        Math.max(1, TOGETHER / channels / DepthwiseKernel.COLUMNS) * DepthwiseKernel.COLUMNS;
    this.kernelWidth = g.kernelWidth();
    this.inputRow = horizontal.getFirst().size() * channels;
    this.inputElements = vertical.getFirst().size() * inputRow;
    this.outputRow = horizontal.stream().mapToInt(SlidingAxis::count).sum() * channels;
    this.passes =
        vertical.stream()
            .map(axis -> new RowPass(axis, columnPasses(axis, horizontal, finish.relu())))
            .toArray(RowPass[]::new);
    int rows = vertical.stream().mapToInt(SlidingAxis::count).sum();
    this.passOfRow = new int[rows];
    this.resultOfRow = new int[rows];
    for (int pass = 0; pass < passes.length; pass++) {
      SlidingAxis axis = passes[pass].axis;
      for (int k = 0; k < axis.count(); k++) {
        passOfRow[axis.place(k)] = pass;
        resultOfRow[axis.place(k)] = k;
      }
    }
    this.finish = finish;
    this.pool = pool;
  }

  private List<ColumnPass> columnPasses(
      SlidingAxis rows, List<SlidingAxis> horizontal, boolean relu) {
    List<ColumnPass> columns = new ArrayList<>();
    for (SlidingAxis axis : horizontal) {
      columns.add(
          new ColumnPass(
              axis,
              new DepthwiseKernel(
                  channels,
                  axis.advance() * channels,
                  rows.spread() * inputRow,
                  axis.spread() * channels,
                  rows.step() * kernelWidth * channels,
                  axis.step() * channels,
                  axis.stride() * channels,
                  relu)));
    }
    return List.copyOf(columns);
  }

  /** Whether every channel has one filter, all its own. */
  static boolean fits(ConvolutionGeometry g) {
    return g.groups() == g.channels() && g.filters() == g.channels();
  }

  static OpPlan forward(ConvolutionOp.Forward op, Finish finish, WorkerPool pool) {
    ConvolutionGeometry g = op.geometry();
    Correlation correlation =
        new DepthwiseCorrelation(
            g,
            List.of(SlidingAxis.forward(g.vertical(), g.height())),
            List.of(SlidingAxis.forward(g.horizontal(), g.width())),
            finish,
            pool);
    return new CorrelationPlan(correlation, g.channels(), op.bias(), finish);
  }

  static OpPlan inputGradient(ConvolutionOp.InputGradient op, WorkerPool pool) {
    ConvolutionGeometry g = op.geometry();
    Finish finish = Finish.plain(false);
    Correlation correlation =
        new DepthwiseCorrelation(
            g,
            SlidingAxis.inputGradient(g.vertical(), g.height()),
            SlidingAxis.inputGradient(g.horizontal(), g.width()),
            finish,
            pool);
    return new CorrelationPlan(correlation, g.channels(), false, finish);
  }

  @Override
  public String algorithm() {
    return "depthwise";
  }

  @Override
  public long workspaceElements() {
    return 0;
  }

  @Override
  public long packedElements() {
    return (long) taps * channels;
  }

  @Override
  public void pack(CpuBuffer kernels, CpuBuffer packed) {
    for (int c = 0; c < channels; c++) {
      int from = kernels.offset() + c * taps;
      for (int tap = 0; tap < taps; tap++) {
        packed.array()[packed.offset() + tap * channels + c] = kernels.array()[from + tap];
      }
    }
  }

  @Override
  public void run(
      CpuBuffer input,
      CpuBuffer kernels,
      CpuBuffer biases,
      CpuBuffer output,
      CpuBuffer workspace,
      int rows) {
    x = input;
    weights = kernels;
    bias = biases;
    y = output;
    pool.run(task, rows * passOfRow.length);
  }

  /** One row of the results of one example. */
  private void slide(int number) {
    int example = number / passOfRow.length;
    int row = number % passOfRow.length;
    RowPass pass = passes[passOfRow[row]];
    SlidingAxis axis = pass.axis;
    int k = resultOfRow[row];
    int first = axis.firstProduct(k);
    int inputs =
        x.offset() + example * inputElements + (axis.origin(k) + first * axis.spread()) * inputRow;
    int kernels = weights.offset() + (axis.tap() + first * axis.step()) * kernelWidth * channels;
    int results = y.offset() + number * outputRow;
    List<ColumnPass> columns = pass.columns;
    for (int i = 0; i < columns.size(); i++) {
      slideRow(columns.get(i), inputs, axis.endProduct(k) - first, kernels, results);
    }
  }

  private void slideRow(ColumnPass pass, int inputs, int rows, int kernels, int results) {
    SlidingAxis axis = pass.axis;
    int firstWhole = axis.firstWhole();
    int endWhole = axis.endWhole();
    slideColumns(pass, 0, firstWhole, false, inputs, rows, kernels, results);
    slideColumns(pass, firstWhole, endWhole, true, inputs, rows, kernels, results);
    slideColumns(pass, endWhole, axis.count(), false, inputs, rows, kernels, results);
  }

  /** Some columns, as many at once as stay in the cache if they meet all taps, or else one. */
  private void slideColumns(
      ColumnPass pass,
      int first,
      int end,
      boolean whole,
      int inputs,
      int rows,
      int kernels,
      int results) {
    SlidingAxis axis = pass.axis;
    int most = whole ? together : 1;
    for (int k = first; k < end; k += most) {
      int count = Math.min(most, end - k);
      int from = axis.firstProduct(k);
      int to = results + axis.place(k) * channels;
      pass.kernel.run(
          x.array(),
          inputs + (axis.origin(k) + from * axis.spread()) * channels,
          rows,
          axis.endProduct(k) - from,
          weights.array(),
          kernels + (axis.tap() + from * axis.step()) * channels,
          bias.array(),
          bias.offset(),
          y.array(),
          to,
          count);
      finish.positions(y.array(), to, count, channels, 0, channels);
    }
  }
}
