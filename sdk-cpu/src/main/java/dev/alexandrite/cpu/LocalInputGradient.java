package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import java.util.Arrays;

/**
 * The gradient of a locally connected layer's input, with lanes over the batch. Every sum ascends
 * through (position, filter). A task owns a few channels of some rows of the batch.
 */
final class LocalInputGradient implements OpPlan {
  private static final int ROWS = OuterProductKernel.ROWS;

  /** Input channels in a task. */
  private static final int CHANNELS = 8;

  private final ConvolutionOp.InputGradient op;
  private final LocalGeometry geometry;
  private final WorkerPool pool;
  private final int capacity;
  private final int chunks;

  /** Inputs that one position sees of a task's channels, filled up to whole tiles. */
  private final int depth;

  private final int pixels;
  private final ParallelTask packing = (task, worker) -> pack(task);
  private final ParallelTask multiplying = this::multiply;

  private CpuBuffer dy = CpuBuffer.EMPTY;
  private CpuBuffer weights = CpuBuffer.EMPTY;
  private CpuBuffer dx = CpuBuffer.EMPTY;
  private float[] work = {};
  private int packedGradients;
  private BatchLast batch;

  LocalInputGradient(ConvolutionOp.InputGradient op, int capacity, WorkerPool pool) {
    this.op = op;
    this.geometry = new LocalGeometry(op.geometry());
    this.pool = pool;
    this.capacity = capacity;
    this.chunks = (geometry.groupChannels() + CHANNELS - 1) / CHANNELS;
    this.depth = Simd.roundUp(CHANNELS * geometry.area(), ROWS);
    this.pixels = op.geometry().height() * op.geometry().width();
    this.batch = new BatchLast(capacity, geometry.outputElements());
  }

  @Override
  public String algorithm() {
    return "local";
  }

  @Override
  public long workspaceElements() {
    return (long) new Panels(capacity).lanes() * geometry.outputElements()
        + (long) pool.threads() * workerElements();
  }

  private int workerElements() {
    return (CHANNELS * pixels + depth) * Panels.WIDTH
        + geometry.groupFilters() * ROWS
        + OuterProductKernel.REACH;
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    dy = CpuBuffer.of(inputs[0]);
    weights = CpuBuffer.of(inputs[1]);
    dx = CpuBuffer.of(outputs[0]);
    work = CpuBuffer.of(workspace).array();
    packedGradients = CpuBuffer.of(workspace).offset();
    if (batch.panels().outputs() != state.rows) {
      batch = new BatchLast(state.rows, geometry.outputElements());
    }
    pool.run(packing, batch.tasks());
    pool.run(multiplying, batch.panels().count() * op.geometry().groups() * chunks);
  }

  private void pack(int task) {
    batch.pack(dy.array(), dy.offset(), work, packedGradients, task);
  }

  private void multiply(int task, int worker) {
    int panel = task / (op.geometry().groups() * chunks);
    int group = task / chunks % op.geometry().groups();
    int first = task % chunks * CHANNELS;
    int channels = Math.min(CHANNELS, geometry.groupChannels() - first);
    int gradient = packedGradients + batch.size() + worker * workerElements();
    int window = gradient + CHANNELS * pixels * Panels.WIDTH;
    int width = batch.panels().width(panel);
    Arrays.fill(work, gradient, window, 0);
    for (int position = 0; position < geometry.positions(); position++) {
      copyWindow(position, channels, width, gradient, window, true);
      addPosition(position, panel, group, first, channels, window);
      copyWindow(position, channels, width, gradient, window, false);
    }
    store(panel, group, first, channels, gradient);
  }

  /** Copies the pixels that a position sees into its window, or back. */
  private void copyWindow(
      int position, int channels, int width, int gradient, int window, boolean into) {
    for (int tap = 0; tap < geometry.area(); tap++) {
      int pixel = geometry.pixel(position, tap);
      int outer = gradient + pixel * width;
      int outerStride = pixels * width;
      int inner = window + tap * width;
      int innerStride = geometry.area() * width;
      if (pixel >= 0 && into) {
        Panels.copyRows(work, outer, outerStride, work, inner, innerStride, channels, width);
      } else if (pixel >= 0) {
        Panels.copyRows(work, inner, innerStride, work, outer, outerStride, channels, width);
      }
    }
  }

  private void addPosition(
      int position, int panel, int group, int first, int channels, int window) {
    int width = batch.panels().width(panel);
    int used = channels * geometry.area();
    int kernel = window + depth * Panels.WIDTH;
    int from = weights.offset() + geometry.weights(position, group) + first * geometry.area();
    int output = position * op.geometry().filters() + group * geometry.groupFilters();
    for (int k = 0; k < used; k += ROWS) {
      OuterProductKernel.pack(
          weights.array(),
          from + k,
          op.geometry().reduction(),
          geometry.groupFilters(),
          used - k,
          work,
          kernel);
      OuterProductKernel.accumulate(
          work,
          packedGradients + batch.offset(panel, output),
          width,
          kernel,
          geometry.groupFilters(),
          window + k * width,
          window + k * width);
    }
  }

  private void store(int panel, int group, int first, int channels, int gradient) {
    int width = batch.panels().width(panel);
    int channel = group * geometry.groupChannels() + first;
    for (int lane = 0; lane < batch.panels().valid(panel); lane++) {
      int to = dx.offset() + (panel * Panels.WIDTH + lane) * geometry.inputElements() + channel;
      for (int pixel = 0; pixel < pixels; pixel++) {
        for (int c = 0; c < channels; c++) {
          dx.array()[to + pixel * op.geometry().channels() + c] =
              work[gradient + (c * pixels + pixel) * width + lane];
        }
      }
    }
  }
}
