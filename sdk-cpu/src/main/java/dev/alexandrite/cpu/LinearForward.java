package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import java.util.Arrays;

/**
 * {@code y = x·Wᵀ + b} with lanes over the batch: x is transposed into panels, while the weights,
 * which are much larger, are read once, a {@link PackedRows} at a time. Every sum ascends through
 * the inputs; the bias is added last.
 */
final class LinearForward implements OpPlan {
  /** Outputs of the tallest tile of {@link GemmKernel}. */
  private static final int TILE = 2 * GemmKernel.ROWS;

  /** Outputs in a block, whole tiles: a section of their weights has a fifth of a megabyte. */
  private static final int OUTPUTS = 6 * TILE;

  /** Inputs that are transposed at a time, in the first-level cache. */
  private static final int PACKED = 64;

  /**
   * Panels of x in a task: the sums of a block of outputs leave the second-level cache to two
   * sections of weights.
   */
  private static final int GROUP = 16;

  /**
   * Shares of the work for each of several threads, so that one that was held up can leave some to
   * others; the beginning of each copies weights that no kernel has copied ahead.
   */
  private static final int SHARES = 4;

  private final LinearOp.Forward op;
  private final WorkerPool pool;
  private final int capacityRows;
  private final boolean relu;
  private final CpuBuffer noBias;
  private final int sections;
  private final boolean prefetched;
  private final RowPrefetch[] prefetches;
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
    this.sections = Math.ceilDiv(op.inputs(), PackedRows.SECTION);
    this.prefetched = RowPrefetch.worthwhile(op.outputs(), op.inputs());
    this.prefetches = RowPrefetch.perWorker(pool);
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

  /** Two sections of weights, of which the first takes a panel of x, too, and sums. */
  private static int workerElements(int lanes) {
    return 2 * PackedRows.elements(OUTPUTS) + Math.min(lanes, GROUP * Panels.WIDTH) * OUTPUTS;
  }

  private int scratch(int worker) {
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
      pool.run(singleRow, Math.ceilDiv(op.outputs(), GemvKernel.ROWS));
    } else {
      if (panels.outputs() != rows) {
        panels = new Panels(rows);
      }
      pool.run(packing, panels.count() * sections);
      pool.run(multiplying, groups() * shares());
    }
  }

  /** Transposes a section of a panel of rows: {@code float32[panel, input, width]}. */
  private void pack(int task, int worker) {
    int panel = task / sections;
    int first = input(task);
    int length = sectionLength(first);
    int valid = panels.valid(panel);
    int width = panels.width(panel);
    int tile = scratch(worker);
    int from = x.offset() + panel * Panels.WIDTH * op.inputs() + first;
    PackedRows.copy(x.array(), from, op.inputs(), valid, length, work, tile);
    int to = packedInputs + panels.offset(panel, op.inputs()) + first * width;
    for (int i = 0; i < length; i += PACKED) {
      int part = Math.min(PACKED, length - i);
      PackedRows.transpose(work, tile + i, valid, part, work, to + i * width, width);
    }
  }

  private int groups() {
    return Math.ceilDiv(panels.count(), GROUP);
  }

  /** Shares of the outputs for a group. */
  private int shares() {
    return pool.threads() == 1 ? 1 : Math.ceilDiv(SHARES * pool.threads(), groups());
  }

  /** One share of the outputs, in whole tiles of rows, for one group of panels. */
  private void multiplyShare(int task, int worker) {
    int group = task / shares();
    int share = task % shares();
    int tiles = Math.ceilDiv(op.outputs(), TILE);
    int first = share * tiles / shares() * TILE;
    int end = Math.min(op.outputs(), (share + 1) * tiles / shares() * TILE);
    RowPrefetch prefetch = prefetches[worker];
    int tile = scratch(worker);
    int nextTile = tile + PackedRows.elements(OUTPUTS);
    int sums = nextTile + PackedRows.elements(OUTPUTS);
    int steps = Math.ceilDiv(end - first, OUTPUTS) * sections;
    copy(first, end, 0, 0, tile);
    for (int step = 0; step < steps; step++) {
      start(prefetch, first, end, step + 1, nextTile);
      multiply(
          group, output(first, step), count(first, end, step), input(step), tile, sums, prefetch);
      copy(first, end, step + 1, prefetch.copied(), nextTile);
      int other = tile;
      tile = nextTile;
      nextTile = other;
    }
  }

  private int output(int first, int step) {
    return first + step / sections * OUTPUTS;
  }

  private int input(int step) {
    return step % sections * PackedRows.SECTION;
  }

  private int sectionLength(int input) {
    return Math.min(PackedRows.SECTION, op.inputs() - input);
  }

  /** Outputs in a step; none after the last one. */
  private int count(int first, int end, int step) {
    return Math.clamp(end - output(first, step), 0, OUTPUTS);
  }

  /** Where the weights of a step begin. */
  private int weights(int first, int step) {
    return weights.offset() + output(first, step) * op.inputs() + input(step);
  }

  /** Lets the kernels copy weights of a step. */
  private void start(RowPrefetch prefetch, int first, int end, int step, int tile) {
    prefetch.start(
        prefetched ? count(first, end, step) : 0,
        weights.array(),
        weights(first, step),
        op.inputs(),
        sectionLength(input(step)),
        tile,
        PackedRows.SPACING);
  }

  /** Copies the weights of a step but for rows that the kernels have copied. */
  private void copy(int first, int end, int step, int copied, int tile) {
    PackedRows.copy(
        weights.array(),
        weights(first, step) + copied * op.inputs(),
        op.inputs(),
        count(first, end, step) - copied,
        sectionLength(input(step)),
        work,
        tile + copied * PackedRows.SPACING);
  }

  /** Adds the products of a section of weights and the same inputs of every row. */
  private void multiply(
      int group, int output, int count, int input, int tile, int sums, RowPrefetch prefetch) {
    int sumRows = Simd.roundUp(count, GemmKernel.ROWS);
    if (input == 0) {
      int lanes = Math.min(panels.lanes(), GROUP * Panels.WIDTH);
      Arrays.fill(work, sums, sums + lanes * sumRows, 0);
    }
    int length = sectionLength(input);
    for (int block = 0; block < length; block += PackedRows.BLOCK) {
      int blockLength = Math.min(PackedRows.BLOCK, length - block);
      multiplyBlock(group, input + block, blockLength, tile + block, count, sums, prefetch);
    }
    if (input + length == op.inputs()) {
      store(group, output, count, sums, sumRows);
    }
  }

  private void multiplyBlock(
      int group, int input, int length, int tile, int count, int sums, RowPrefetch prefetch) {
    int sumRows = Simd.roundUp(count, GemmKernel.ROWS);
    int firstPanel = group * GROUP;
    int endPanel = Math.min(firstPanel + GROUP, panels.count());
    for (int panel = firstPanel; panel < endPanel; panel++) {
      int width = panels.width(panel);
      int xPanel = packedInputs + panels.offset(panel, op.inputs()) + input * width;
      int panelSums = sums + panels.offset(panel - firstPanel, sumRows);
      for (int i = 0, rows; i < count; i += rows) {
        rows = GemmKernel.tileRows(count - i, width);
        int row = tile + i * PackedRows.SPACING;
        PackedRows.accumulate(
            rows, work, xPanel, width, row, length, panelSums + i * width, prefetch);
      }
    }
  }

  private void store(int group, int first, int count, int sums, int sumRows) {
    int firstPanel = group * GROUP;
    int endRow = Math.min((firstPanel + GROUP) * Panels.WIDTH, panels.outputs());
    for (int row = firstPanel * Panels.WIDTH; row < endRow; row++) {
      int panel = row / Panels.WIDTH;
      int width = panels.width(panel);
      int from = sums + panels.offset(panel - firstPanel, sumRows) + row % Panels.WIDTH;
      int to = y.offset() + row * op.outputs() + first;
      int b = bias.offset() + first;
      for (int i = 0; i < count; i++) {
        y.array()[to + i] = Epilogue.finish(work[from + i * width], bias.array()[b + i], relu);
      }
    }
  }

  /** One row needs no panels: scalar chains keep up with the memory that the weights come from. */
  private void multiplySingleRow(int block) {
    int first = block * GemvKernel.ROWS;
    int end = Math.min(first + GemvKernel.ROWS, op.outputs());
    GemvKernel.multiply(
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
