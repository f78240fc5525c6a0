package dev.alexandrite.cpu;

import dev.alexandrite.spi.BatchTree;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;

/**
 * The gradient of a fully connected layer's weights and biases. In each leaf of the batch every sum
 * ascends through the rows; the leaves are added by {@link BatchTree} while they are in the
 * first-level cache, so that the gradient is written once.
 */
final class LinearWeightGradient implements OpPlan {
  private static final int ROWS = OuterProductKernel.ROWS;

  /**
   * The most inputs in a task: a piece of a row of the gradient is written at a time, and memory
   * takes long ones more quickly.
   */
  private static final int MOST_INPUTS = 512;

  /** Elements of the batch's values of a task's inputs, a quarter of a second-level cache. */
  private static final int CACHED = 1 << 16;

  /** Outputs in a task that packs; a multiple of a tile's rows. */
  private static final int OUTPUTS = 48;

  private final LinearOp.WeightGradient op;
  private final WorkerPool pool;
  private final int capacityRows;
  private final int taskInputs;
  private final Panels wholePanels;
  private final Panels lastPanels;
  private final int[] leafStarts = new int[BatchTree.LEAVES + 1];
  private final ParallelTask packing = this::packOutputGradient;
  private final ParallelTask multiplying = this::multiply;

  private CpuBuffer x = CpuBuffer.EMPTY;
  private CpuBuffer dy = CpuBuffer.EMPTY;
  private CpuBuffer weightGradient = CpuBuffer.EMPTY;
  private CpuBuffer biasGradient = CpuBuffer.EMPTY;
  private float[] work = {};
  private int packedInputs;
  private int workers;
  private int rows;

  LinearWeightGradient(LinearOp.WeightGradient op, int capacity, WorkerPool pool) {
    this.op = op;
    this.pool = pool;
    this.capacityRows = capacity * op.rowsPerExample();
    this.taskInputs = SimdLinear.evenShare(op.inputs(), mostInputs(capacityRows), pool.threads());
    this.wholePanels = new Panels(taskInputs);
    this.lastPanels = new Panels(op.inputs() % taskInputs);
  }

  private static int mostInputs(int rows) {
    int cached = CACHED / rows / Panels.WIDTH * Panels.WIDTH;
    return Math.clamp(cached, Panels.WIDTH, MOST_INPUTS);
  }

  @Override
  public String algorithm() {
    return "direct";
  }

  @Override
  public long workspaceElements() {
    long tiles = Math.ceilDiv(op.outputs(), ROWS);
    return tiles * (capacityRows * ROWS + OuterProductKernel.REACH)
        + (long) pool.threads() * workerElements();
  }

  private int workerElements() {
    return taskInputs * capacityRows + WeightGradientTile.SCRATCH;
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    x = CpuBuffer.of(inputs[0]);
    dy = CpuBuffer.of(inputs[1]);
    weightGradient = CpuBuffer.of(outputs[0]);
    biasGradient = op.bias() ? CpuBuffer.of(outputs[1]) : CpuBuffer.EMPTY;
    work = CpuBuffer.of(workspace).array();
    packedInputs = CpuBuffer.of(workspace).offset();
    rows = state.rows * op.rowsPerExample();
    workers = tile(op.outputs() + ROWS - 1);
    WeightGradientTile.leafStarts(state, op.rowsPerExample(), leafStarts);
    pool.run(packing, (op.outputs() + OUTPUTS - 1) / OUTPUTS);
    pool.run(multiplying, Math.ceilDiv(op.inputs(), taskInputs));
  }

  /** Cuts dy into tiles of outputs, {@code float32[tile, row, ROWS]}, and sums it for the bias. */
  private void packOutputGradient(int task, int worker) {
    int first = task * OUTPUTS;
    int end = Math.min(first + OUTPUTS, op.outputs());
    for (int output = first; output < end; output += ROWS) {
      OuterProductKernel.pack(
          dy.array(),
          dy.offset() + output,
          op.outputs(),
          rows,
          op.outputs() - output,
          work,
          tile(output));
    }
    if (op.bias()) {
      for (int output = first; output < end; output++) {
        int column = tile(output) + output % ROWS;
        biasGradient.array()[biasGradient.offset() + output] =
            WeightGradientTile.sumColumn(
                work, column, leafStarts, workers + worker * workerElements());
      }
    }
  }

  /** Where the tile of an output begins; a gap takes what packing writes too much. */
  private int tile(int output) {
    return packedInputs + output / ROWS * (rows * ROWS + OuterProductKernel.REACH);
  }

  private void multiply(int task, int worker) {
    int first = task * taskInputs;
    Panels panels = op.inputs() - first < taskInputs ? lastPanels : wholePanels;
    int scratch = workers + worker * workerElements();
    int inputs = scratch + WeightGradientTile.SCRATCH;
    pack(panels, first, inputs);
    WeightGradientTile.clear(work, scratch);
    for (int output = 0; output < op.outputs(); output += ROWS) {
      for (int panel = 0; panel < panels.count(); panel++) {
        WeightGradientTile.multiply(
            work,
            inputs + panels.offset(panel, rows),
            panels.width(panel),
            tile(output),
            leafStarts,
            scratch,
            weightGradient.array(),
            weightGradient.offset() + output * op.inputs() + first + panel * Panels.WIDTH,
            op.inputs(),
            Math.min(ROWS, op.outputs() - output),
            panels.valid(panel));
      }
    }
  }

  private void pack(Panels panels, int first, int to) {
    for (int row = 0; row < rows; row++) {
      panels.spread(x.array(), x.offset() + row * op.inputs() + first, work, to, rows, row);
    }
  }
}
