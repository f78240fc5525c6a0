package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import java.util.Arrays;

/**
 * {@code y = x·Wᵀ + b} with lanes over the batch: x is transposed into panels, while the weights,
 * which are much larger, are read once, a {@link RowTile} at a time. Every sum ascends through the
 * inputs; the bias is added last.
 */
final class LinearForward implements OpPlan {
  /** Outputs of the tallest tile of {@link MicroKernel}. */
  private static final int TILE = 2 * MicroKernel.ROWS;

  /** Outputs in a block, whole tiles: a block of their weights stays in the second-level cache. */
  private static final int OUTPUTS = 8 * TILE;

  private final LinearOp.Forward op;
  private final WorkerPool pool;
  private final int capacityRows;
  private final boolean relu;
  private final CpuBuffer noBias;
  private final ParallelTask packing = this::pack;
  private final ParallelTask multiplying = this::multiplyShare;
  private final ParallelTask singleRow = (block, worker) -> multiplySingleRow(block);

  private CpuBuffer x = CpuBuffer.EMPTY;
  private CpuBuffer weights = CpuBuffer.EMPTY;
  private CpuBuffer bias = CpuBuffer.EMPTY;
  private CpuBuffer y = CpuBuffer.EMPTY;
  private float[] work = {};
  private int packedInputs;
  private Panels panels = new Panels(1);

  LinearForward(LinearOp.Forward op, int capacity, WorkerPool pool) {
    this.op = op;
    this.pool = pool;
    this.capacityRows = capacity * op.rowsPerExample();
    this.relu = Epilogue.relu(op.activation());
    this.noBias = op.bias() ? CpuBuffer.EMPTY : CpuBuffer.zeros(op.outputs());
  }

  @Override
  public String algorithm() {
    return "direct";
  }

  @Override
  public long workspaceElements() {
    long lanes = new Panels(capacityRows).lanes();
    return lanes * op.inputs() + (long) pool.threads() * workerElements((int) lanes);
  }

  /** A tile of weights, or of a panel of x, and sums. */
  private static int workerElements(int lanes) {
    return RowTile.elements(OUTPUTS) + lanes * OUTPUTS;
  }

  private int tile(int worker) {
    return packedInputs + panels.lanes() * op.inputs() + worker * workerElements(panels.lanes());
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    x = CpuBuffer.of(inputs[0]);
    weights = CpuBuffer.of(inputs[1]);
    bias = op.bias() ? CpuBuffer.of(inputs[2]) : noBias;
    y = CpuBuffer.of(outputs[0]);
    work = CpuBuffer.of(workspace).array();
    packedInputs = CpuBuffer.of(workspace).offset();
    int rows = state.rows * op.rowsPerExample();
    if (rows == 1) {
      pool.run(singleRow, Math.ceilDiv(op.outputs(), DotKernel.ROWS));
    } else {
      if (panels.outputs() != rows) {
        panels = new Panels(rows);
      }
      pool.run(packing, Math.ceilDiv(op.inputs(), RowTile.BLOCK));
      pool.run(multiplying, pool.threads());
    }
  }

  /** Transposes a block of inputs of every row: {@code float32[panel, input, width]}. */
  private void pack(int block, int worker) {
    int first = block * RowTile.BLOCK;
    int length = Math.min(RowTile.BLOCK, op.inputs() - first);
    int tile = tile(worker);
    for (int panel = 0; panel < panels.count(); panel++) {
      int width = panels.width(panel);
      int to = packedInputs + panels.offset(panel, op.inputs()) + first * width;
      int from = x.offset() + panel * Panels.WIDTH * op.inputs() + first;
      RowTile.copy(x.array(), from, op.inputs(), panels.valid(panel), length, work, tile);
      RowTile.transpose(work, tile, panels.valid(panel), length, work, to, width);
    }
  }

  /** Adds the products of a block of weights and the same inputs of every row. */
  private void multiply(int input, int length, int tile, int count, int sums) {
    int sumRows = Simd.roundUp(count, MicroKernel.ROWS);
    for (int panel = 0; panel < panels.count(); panel++) {
      int width = panels.width(panel);
      int xPanel = packedInputs + panels.offset(panel, op.inputs()) + input * width;
      int panelSums = sums + panels.offset(panel, sumRows);
      for (int i = 0, rows; i < count; i += rows) {
        rows = MicroKernel.tileRows(count - i, width);
        int row = tile + i * RowTile.SPACING;
        RowTile.accumulate(rows, work, xPanel, width, row, length, panelSums + i * width);
      }
    }
  }

  /** One worker's share of the outputs, in whole tiles of rows, block by block. */
  private void multiplyShare(int share, int worker) {
    int tiles = Math.ceilDiv(op.outputs(), TILE);
    int end = Math.min(op.outputs(), (share + 1) * tiles / pool.threads() * TILE);
    for (int first = share * tiles / pool.threads() * TILE; first < end; first += OUTPUTS) {
      multiplyBlock(first, Math.min(OUTPUTS, end - first), worker);
    }
  }

  private void multiplyBlock(int first, int count, int worker) {
    int sumRows = Simd.roundUp(count, MicroKernel.ROWS);
    int tile = tile(worker);
    int sums = tile + RowTile.elements(OUTPUTS);
    Arrays.fill(work, sums, sums + panels.lanes() * sumRows, 0);
    for (int input = 0; input < op.inputs(); input += RowTile.BLOCK) {
      int length = Math.min(RowTile.BLOCK, op.inputs() - input);
      int from = weights.offset() + first * op.inputs() + input;
      RowTile.copy(weights.array(), from, op.inputs(), count, length, work, tile);
      multiply(input, length, tile, count, sums);
    }
    store(first, count, sums, sumRows);
  }

  private void store(int first, int count, int sums, int sumRows) {
    for (int row = 0; row < panels.outputs(); row++) {
      int panel = row / Panels.WIDTH;
      int width = panels.width(panel);
      int from = sums + panels.offset(panel, sumRows) + row % Panels.WIDTH;
      int to = y.offset() + row * op.outputs() + first;
      int b = bias.offset() + first;
      for (int i = 0; i < count; i++) {
        y.array()[to + i] = Epilogue.finish(work[from + i * width], bias.array()[b + i], relu);
      }
    }
  }

  /** One row needs no panels: scalar chains keep up with the memory that the weights come from. */
  private void multiplySingleRow(int block) {
    int first = block * DotKernel.ROWS;
    int end = Math.min(first + DotKernel.ROWS, op.outputs());
    DotKernel.multiply(
        weights.array(),
        weights.offset() + first * op.inputs(),
        end - first,
        x.array(),
        x.offset(),
        op.inputs(),
        y.array(),
        y.offset() + first);
    for (int output = first; output < end; output++) {
      int at = y.offset() + output;
      y.array()[at] = Epilogue.finish(y.array()[at], bias.array()[bias.offset() + output], relu);
    }
  }
}
