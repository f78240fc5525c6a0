package dev.alexandrite.cpu;

import dev.alexandrite.spi.BatchTree;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;

/**
 * The gradient of a locally connected layer's weights and biases: at every position that of a small
 * fully connected layer, with lanes over k. In each leaf of the batch every sum ascends through the
 * examples; the leaves are added by {@link BatchTree}.
 */
final class LocalWeightGradient implements OpPlan {
  private static final int ROWS = OuterProductKernel.ROWS;

  private final ConvolutionOp.WeightGradient op;
  private final LocalGeometry geometry;
  private final WorkerPool pool;
  private final int capacity;
  private final Panels panels;
  private final int[] leafStarts = new int[BatchTree.LEAVES + 1];
  private final ParallelTask multiplying = this::multiply;

  private CpuBuffer x = CpuBuffer.EMPTY;
  private CpuBuffer dy = CpuBuffer.EMPTY;
  private CpuBuffer weightGradient = CpuBuffer.EMPTY;
  private CpuBuffer biasGradient = CpuBuffer.EMPTY;
  private float[] work = {};
  private int workers;
  private int rows;

  LocalWeightGradient(ConvolutionOp.WeightGradient op, int capacity, WorkerPool pool) {
    this.op = op;
    this.geometry = new LocalGeometry(op.geometry());
    this.pool = pool;
    this.capacity = capacity;
    this.panels = new Panels(op.geometry().reduction());
  }

  @Override
  public String algorithm() {
    return "local";
  }

  @Override
  public long workspaceElements() {
    return (long) pool.threads() * workerElements();
  }

  /** The leaves of a tile, a tile of outputs, the inputs of one position, and of one row. */
  private int workerElements() {
    return WeightGradientTile.SCRATCH
        + capacity * ROWS
        + OuterProductKernel.REACH
        + (capacity + 1) * panels.lanes();
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    x = CpuBuffer.of(inputs[0]);
    dy = CpuBuffer.of(inputs[1]);
    weightGradient = CpuBuffer.of(outputs[0]);
    biasGradient = op.bias() ? CpuBuffer.of(outputs[1]) : CpuBuffer.EMPTY;
    work = CpuBuffer.of(workspace).array();
    workers = CpuBuffer.of(workspace).offset();
    rows = state.rows;
    WeightGradientTile.leafStarts(state, 1, leafStarts);
    pool.run(multiplying, geometry.positions());
  }

  private void multiply(int position, int worker) {
    int scratch = workers + worker * workerElements();
    int outputs = scratch + WeightGradientTile.SCRATCH;
    int inputs = outputs + capacity * ROWS + OuterProductKernel.REACH;
    WeightGradientTile.clear(work, scratch);
    for (int group = 0; group < op.geometry().groups(); group++) {
      gather(position, group, inputs);
      for (int filter = 0; filter < geometry.groupFilters(); filter += ROWS) {
        int valid = Math.min(ROWS, geometry.groupFilters() - filter);
        int output = group * geometry.groupFilters() + filter;
        OuterProductKernel.pack(
            dy.array(),
            dy.offset() + position * op.geometry().filters() + output,
            geometry.outputElements(),
            rows,
            op.geometry().filters() - output,
            work,
            outputs);
        multiplyTile(position, group, filter, valid, scratch, outputs, inputs);
      }
    }
  }

  /** Collects what one position sees of all rows: {@code float32[panel, row, width]}. */
  private void gather(int position, int group, int inputs) {
    float[] values = x.array();
    int channels = geometry.groupChannels();
    int window = inputs + rows * panels.lanes();
    int area = geometry.area();
    for (int row = 0; row < rows; row++) {
      int example = x.offset() + row * geometry.inputElements() + group * channels;
      for (int tap = 0; tap < area; tap++) {
        int pixel = geometry.pixel(position, tap);
        int from = example + pixel * op.geometry().channels();
        int to = window + tap;
        for (int channel = 0; channel < channels; channel++) {
          work[to + channel * area] = pixel < 0 ? 0 : values[from + channel];
        }
      }
      panels.spread(work, window, work, inputs, rows, row);
    }
  }

  private void multiplyTile(
      int position, int group, int filter, int valid, int scratch, int outputs, int inputs) {
    int reduction = op.geometry().reduction();
    int out = weightGradient.offset() + geometry.weights(position, group) + filter * reduction;
    for (int panel = 0; panel < panels.count(); panel++) {
      WeightGradientTile.multiply(
          work,
          inputs + panels.offset(panel, rows),
          panels.width(panel),
          outputs,
          leafStarts,
          scratch,
          weightGradient.array(),
          out + panel * Panels.WIDTH,
          reduction,
          valid,
          panels.valid(panel));
    }
    if (op.bias()) {
      int first = group * geometry.groupFilters() + filter;
      for (int i = 0; i < valid; i++) {
        biasGradient
                .array()[biasGradient.offset() + (first + i) * geometry.positions() + position] =
            WeightGradientTile.sumColumn(work, outputs + i, leafStarts, scratch);
      }
    }
  }
}
