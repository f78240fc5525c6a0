package dev.alexandrite.cpu;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.tensor.ConvolutionGeometry;

/**
 * A convolution of 1×1 taps, or the gradient of its input: the product of a matrix of all positions
 * of the batch, which is read where it lies, and one of weights. Every sum is one chain of fused
 * multiply-adds that ascends through the channels, finished while it is in the first-level cache.
 *
 * <p>A task is a block of positions, whose results stay in the second-level cache until their rows
 * are complete, and all panels of output channels or, where there are few positions, some of them.
 */
final class PointwiseCorrelation implements Correlation {
  /** Positions in a block; a multiple of both sizes of a tile. */
  private static final int BLOCK = 96;

  /** Tasks that a thread should find at least. */
  private static final int TASKS = 4;

  private static final float[] ZEROS = new float[Panels.WIDTH];

  private final int inputs;
  private final int outputs;
  private final int positions;
  private final int inputStep;
  private final int[] outputSteps;
  private final Finish finish;
  private final float floor;
  private final WorkerPool pool;
  private final Panels panels;
  private final int[] bases = new int[PointwiseKernel.MOST_ROWS];
  private final ParallelTask packing = (panel, _) -> packPanel(panel);
  private final ParallelTask multiplying = this::multiply;

  private CpuBuffer x = CpuBuffer.EMPTY;
  private CpuBuffer weights = CpuBuffer.EMPTY;
  private CpuBuffer packed = CpuBuffer.EMPTY;
  private CpuBuffer bias = CpuBuffer.EMPTY;
  private CpuBuffer y = CpuBuffer.EMPTY;
  private float[] work = {};
  private int scratch;
  private int total;
  private int parts;

  /**
   * Plans.
   *
   * @param inputs channels that are read
   * @param outputs channels that are written
   * @param positions of one example
   * @param inputStep weights from one input channel to the next
   * @param outputStep weights from one output channel to the next
   * @param finish what happens to the results
   * @param pool the workers
   */
  private PointwiseCorrelation(
      int inputs,
      int outputs,
      int positions,
      int inputStep,
      int outputStep,
      Finish finish,
      WorkerPool pool) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.positions = positions;
    this.inputStep = inputStep;
    this.outputSteps = Panels.steps(outputStep);
    this.finish = finish;
    this.floor = finish.relu() ? 0 : Float.NEGATIVE_INFINITY;
    this.pool = pool;
    this.panels = new Panels(outputs);
  }

  /** Whether every output is a sum over the channels of one position. */
  static boolean fits(ConvolutionGeometry g) {
    return g.groups() == 1
        && g.kernelHeight() * g.kernelWidth() == 1
        && g.outHeight() == g.height()
        && g.outWidth() == g.width()
        && g.padTop() + g.padLeft() == 0;
  }

  static CorrelationPlan forward(ConvolutionOp.Forward op, Finish finish, WorkerPool pool) {
    ConvolutionGeometry g = op.geometry();
    Correlation correlation =
        new PointwiseCorrelation(
            g.channels(), g.filters(), g.height() * g.width(), 1, g.channels(), finish, pool);
    return new CorrelationPlan(correlation, g.filters(), op.bias(), finish);
  }

  static OpPlan inputGradient(ConvolutionOp.InputGradient op, WorkerPool pool) {
    ConvolutionGeometry g = op.geometry();
    Finish finish = Finish.plain(false);
    Correlation correlation =
        new PointwiseCorrelation(
            g.filters(), g.channels(), g.height() * g.width(), g.channels(), 1, finish, pool);
    return new CorrelationPlan(correlation, g.channels(), false, finish);
  }

  @Override
  public String algorithm() {
    return "pointwise";
  }

  @Override
  public long workspaceElements() {
    return (long) pool.threads() * PointwiseKernel.MOST_ROWS * Panels.WIDTH;
  }

  @Override
  public long packedElements() {
    return (long) inputs * panels.lanes();
  }

  @Override
  public void pack(CpuBuffer kernels, CpuBuffer target) {
    weights = kernels;
    packed = target;
    pool.run(packing, panels.count());
  }

  private void packPanel(int panel) {
    int width = panels.width(panel);
    int from = weights.offset() + panel * Panels.WIDTH * outputSteps[1];
    int to = packed.offset() + panels.offset(panel, inputs);
    for (int channel = 0; channel < inputs; channel++) {
      Panels.gatherRow(
          weights.array(),
          from + channel * inputStep,
          outputSteps,
          panels.valid(panel),
          packed.array(),
          to + channel * width,
          width);
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
    packed = kernels;
    bias = biases;
    y = output;
    work = workspace.array();
    scratch = workspace.offset();
    total = rows * positions;
    for (int i = 0; i < bases.length; i++) {
      bases[i] = Math.min(i, total - 1) * inputs;
    }
    int blocks = Math.ceilDiv(total, BLOCK);
    parts = Math.clamp(TASKS * pool.threads() / blocks, 1, panels.count());
    pool.run(multiplying, blocks * parts);
  }

  private void multiply(int task, int worker) {
    int first = task / parts * BLOCK;
    int end = Math.min(first + BLOCK, total);
    int part = task % parts;
    int sums = scratch + worker * PointwiseKernel.MOST_ROWS * Panels.WIDTH;
    int endPanel = (part + 1) * panels.count() / parts;
    for (int panel = part * panels.count() / parts; panel < endPanel; panel++) {
      int rows = PointwiseKernel.rows(panels.width(panel));
      for (int position = first; position < end; position += rows) {
        multiplyTile(panel, position, Math.min(rows, end - position), sums);
      }
      int channel = panel * Panels.WIDTH;
      finish.positions(
          y.array(),
          y.offset() + first * outputs + channel,
          end - first,
          outputs,
          channel,
          panels.valid(panel));
    }
  }

  /** Some positions and one panel. */
  private void multiplyTile(int panel, int position, int count, int sums) {
    int width = panels.width(panel);
    int valid = panels.valid(panel);
    int channel = panel * Panels.WIDTH;
    int to = y.offset() + position * outputs + channel;
    int rows = PointwiseKernel.rows(width);
    if (count == rows && valid == width) {
      multiplyTile(
          panel, position, bias.array(), bias.offset() + channel, floor, y.array(), to, outputs);
      return;
    }
    // Positions beyond the last would be beyond the array: some before the first take their place.
    int start = Math.clamp(total - rows, 0, position);
    multiplyTile(panel, start, ZEROS, 0, Float.NEGATIVE_INFINITY, work, sums, width);
    int from = sums + (position - start) * width;
    for (int i = 0; i < count; i++) {
      Epilogue.store(
          work,
          from + i * width,
          bias.array(),
          bias.offset() + channel,
          finish.relu(),
          y.array(),
          to + i * outputs,
          valid);
    }
  }

  private void multiplyTile(
      int panel,
      int position,
      float[] biases,
      int biasAt,
      float least,
      float[] to,
      int at,
      int step) {
    PointwiseKernel.multiply(
        packed.array(),
        packed.offset() + panels.offset(panel, inputs),
        panels.width(panel),
        x.array(),
        bases,
        x.offset() + position * inputs,
        inputs,
        biases,
        biasAt,
        least,
        to,
        at,
        step);
  }
}
