package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import java.util.Arrays;

/**
 * {@code dx = dy·W} with lanes over the inputs. A task owns some inputs and keeps their sums in the
 * second-level cache while it reads its columns of the weights once, block by block, and meets them
 * with tiles of rows of dy, transposed beforehand. The kernels of one block cut the next one into
 * panels. Every sum ascends through the outputs.
 */
final class LinearInputGradient implements OpPlan {
  private static final int ROWS = OuterProductKernel.ROWS;

  /**
   * The most inputs in a task: as many as the kernels of a block can prefetch, and the sums of a
   * batch of 128 and two blocks fit in the second-level cache.
   */
  private static final int MOST_INPUTS = 512;

  /** Outputs in a block: with two 512-bit vectors a block of a panel of weights has 16 KiB. */
  private static final int BLOCK = 128;

  /** Rows from panel to panel: an odd number, lest the panels push each other out of the caches. */
  static final int SPACING = BLOCK + 1;

  /** Elements between tiles of dy, lest their blocks push each other out of the caches. */
  private static final int GAP = BLOCK * ROWS + CpuBuffer.LINE;

  /**
   * Calls a step from which a last tile of few rows has a kernel of its own. One that is called
   * less often boxes its vectors for as many steps as it takes to be compiled.
   */
  private static final int OFTEN = 64;

  /** Rows of weights that are read side by side. */
  private static final int STRIP = 8;

  private final LinearOp.InputGradient op;
  private final WorkerPool pool;
  private final int capacityRows;
  private final int taskInputs;
  private final boolean fewRows;
  private final boolean prefetched;
  private final RowPrefetch[] prefetches;
  private final Panels wholePanels;
  private final Panels lastPanels;
  private final ParallelTask transposing = this::transpose;
  private final ParallelTask multiplying = this::multiply;

  private CpuBuffer dy = CpuBuffer.EMPTY;
  private CpuBuffer weights = CpuBuffer.EMPTY;
  private CpuBuffer dx = CpuBuffer.EMPTY;
  private float[] work = {};
  private int gradients;
  private int workers;
  private int rows;
  private int tiles;

  LinearInputGradient(LinearOp.InputGradient op, int capacity, WorkerPool pool) {
    this.op = op;
    this.pool = pool;
    this.capacityRows = capacity * op.rowsPerExample();
    this.taskInputs = SimdLinear.evenShare(op.inputs(), MOST_INPUTS, pool.threads());
    this.fewRows = new Panels(op.inputs()).count() * Math.ceilDiv(op.outputs(), BLOCK) >= OFTEN;
    this.prefetched =
        OuterProductPrefetchKernel12x2.FITS && RowPrefetch.worthwhile(op.outputs(), op.inputs());
    this.prefetches = RowPrefetch.perWorker(pool);
    this.wholePanels = new Panels(taskInputs);
    this.lastPanels = new Panels(op.inputs() % taskInputs);
  }

  @Override
  public String algorithm() {
    return "direct";
  }

  @Override
  public long workspaceElements() {
    return (long) Math.ceilDiv(capacityRows, ROWS) * tileElements()
        + (long) pool.threads() * workerElements();
  }

  private int tileElements() {
    return ROWS * op.outputs() + GAP;
  }

  private int workerElements() {
    return 2 * taskInputs * SPACING
        + Math.max(
            taskInputs * Simd.roundUp(capacityRows, ROWS),
            PackedRows.elements(ROWS)); // sums or a tile
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    dy = CpuBuffer.of(inputs[0]);
    weights = CpuBuffer.of(inputs[1]);
    dx = CpuBuffer.of(outputs[0]);
    work = CpuBuffer.of(workspace).array();
    gradients = CpuBuffer.of(workspace).offset();
    rows = state.rows * op.rowsPerExample();
    tiles = Math.ceilDiv(rows, ROWS);
    workers = gradients + tiles * tileElements();
    pool.run(transposing, tiles * Math.ceilDiv(op.outputs(), PackedRows.BLOCK));
    pool.run(multiplying, Math.ceilDiv(op.inputs(), taskInputs));
  }

  /** Transposes a block of a tile of rows of dy: {@code float32[tile, output, ROWS]}. */
  private void transpose(int task, int worker) {
    int tile = task % tiles;
    int output = task / tiles * PackedRows.BLOCK;
    int scratch = workers + worker * workerElements();
    int count = Math.min(ROWS, rows - tile * ROWS);
    int length = Math.min(PackedRows.BLOCK, op.outputs() - output);
    int from = dy.offset() + tile * ROWS * op.outputs() + output;
    PackedRows.copy(dy.array(), from, op.outputs(), count, length, work, scratch);
    PackedRows.transpose(work, scratch, count, length, work, gradient(tile, output), ROWS);
  }

  private int gradient(int tile, int output) {
    return gradients + tile * tileElements() + output * ROWS;
  }

  private void multiply(int task, int worker) {
    int first = task * taskInputs;
    Panels panels = op.inputs() - first < taskInputs ? lastPanels : wholePanels;
    RowPrefetch prefetch = prefetches[worker];
    int block = workers + worker * workerElements();
    int nextBlock = block + taskInputs * SPACING;
    int sums = nextBlock + taskInputs * SPACING;
    Arrays.fill(work, sums, sums + panels.lanes() * tiles * ROWS, 0);
    pack(panels, first, 0, 0, block);
    for (int output = 0; output < op.outputs(); output += BLOCK) {
      start(prefetch, panels, first, output + BLOCK, nextBlock);
      for (int panel = 0; panel < panels.count(); panel++) {
        int width = panels.width(panel);
        int packed = block + panels.offset(panel, SPACING);
        int tile = sums + panels.offset(panel, tiles * ROWS);
        for (int row = 0; row < rows; row += ROWS) {
          accumulate(row, packed, width, output, tile + row * width, prefetch);
        }
      }
      pack(panels, first, output + BLOCK, prefetch.copied(), nextBlock);
      int other = block;
      block = nextBlock;
      nextBlock = other;
    }
    store(panels, first, sums);
  }

  /** Outputs in the block that begins here; none after the last one. */
  private int length(int output) {
    return Math.clamp(op.outputs() - output, 0, BLOCK);
  }

  /** Where a task's columns of an output's weights begin. */
  private int weights(int output, int first) {
    return weights.offset() + output * op.inputs() + first;
  }

  /** Lets the kernels cut a block of weights, where it has whole panels only. */
  private void start(RowPrefetch prefetch, Panels panels, int first, int output, int block) {
    prefetch.start(
        prefetched && panels.outputs() % Panels.WIDTH == 0 ? length(output) : 0,
        weights.array(),
        weights(output, first),
        op.inputs(),
        panels.outputs(),
        block,
        Panels.WIDTH);
  }

  private void accumulate(
      int row, int packed, int width, int output, int tile, RowPrefetch prefetch) {
    int y = gradient(row / ROWS, output);
    int length = length(output);
    if (fewRows && OuterProductKernel.few(rows - row, width)) {
      OuterProductKernel.accumulateFew(work, packed, y, length, tile);
    } else if (prefetch.fits(length)) {
      OuterProductPrefetchKernel12x2.accumulate(work, packed, y, length, tile, prefetch);
    } else {
      OuterProductKernel.accumulate(work, packed, width, y, length, tile, tile);
    }
  }

  /**
   * Cuts a block of weights into panels, {@code float32[panel, output, width]}, but for rows that
   * the kernels have cut. Some rows at a time come side by side, so that their first lines, which
   * nothing fetches ahead, come together.
   */
  private void pack(Panels panels, int first, int output, int copied, int block) {
    int length = length(output);
    for (int i = copied; i < length; i += STRIP) {
      int count = Math.min(STRIP, length - i);
      for (int panel = 0; panel < panels.count(); panel++) {
        panels.copyPanel(
            weights.array(),
            weights(output + i, first),
            op.inputs(),
            panel,
            count,
            work,
            block + panels.offset(panel, SPACING) + i * panels.width(panel));
      }
    }
  }

  private void store(Panels panels, int first, int sums) {
    for (int row = 0; row < rows; row++) {
      for (int panel = 0; panel < panels.count(); panel++) {
        int from = sums + panels.offset(panel, tiles * ROWS) + row * panels.width(panel);
        int to = dx.offset() + row * op.inputs() + first + panel * Panels.WIDTH;
        System.arraycopy(work, from, dx.array(), to, panels.valid(panel));
      }
    }
  }
}
