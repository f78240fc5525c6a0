package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import java.util.Arrays;

/**
 * {@code dx = dy·W} with lanes over the inputs. A task owns some inputs and keeps their sums in the
 * second-level cache while it reads its columns of the weights once, block by block. Every sum
 * ascends through the outputs.
 */
final class LinearInputGradient implements OpPlan {
  /** Inputs in a task. */
  private static final int INPUTS = 256;

  /** Outputs in a block: with two 512-bit vectors a block of a panel of weights has 32 KiB. */
  private static final int BLOCK = 256;

  /** Rows from panel to panel: an odd number, lest the panels push each other out of the caches. */
  private static final int SPACING = BLOCK + 1;

  private final LinearOp.InputGradient op;
  private final WorkerPool pool;
  private final int capacityRows;
  private final Panels wholePanels = new Panels(INPUTS);
  private final Panels lastPanels;
  private final ParallelTask multiplying = this::multiply;

  private CpuBuffer dy = CpuBuffer.EMPTY;
  private CpuBuffer weights = CpuBuffer.EMPTY;
  private CpuBuffer dx = CpuBuffer.EMPTY;
  private float[] work = {};
  private int workers;
  private int rows;
  private int[] rowStarts = {};

  LinearInputGradient(LinearOp.InputGradient op, int capacity, WorkerPool pool) {
    this.op = op;
    this.pool = pool;
    this.capacityRows = capacity * op.rowsPerExample();
    this.lastPanels = new Panels(op.inputs() % INPUTS);
  }

  @Override
  public String algorithm() {
    return "direct";
  }

  @Override
  public long workspaceElements() {
    return (long) pool.threads() * workerElements();
  }

  private int workerElements() {
    return INPUTS * SPACING + (INPUTS + BLOCK) * Simd.roundUp(capacityRows, MicroKernel.ROWS);
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    dy = CpuBuffer.of(inputs[0]);
    weights = CpuBuffer.of(inputs[1]);
    dx = CpuBuffer.of(outputs[0]);
    work = CpuBuffer.of(workspace).array();
    workers = CpuBuffer.of(workspace).offset();
    if (rows != state.rows * op.rowsPerExample()) {
      rows = state.rows * op.rowsPerExample();
      rowStarts = SimdLinear.rowStarts(rows, BLOCK);
    }
    pool.run(multiplying, (op.inputs() + INPUTS - 1) / INPUTS);
  }

  private void multiply(int task, int worker) {
    int first = task * INPUTS;
    Panels panels = op.inputs() - first < INPUTS ? lastPanels : wholePanels;
    int packed = workers + worker * workerElements();
    int gradients = packed + INPUTS * SPACING;
    int sums = gradients + BLOCK * rowStarts.length;
    Arrays.fill(work, sums, sums + panels.lanes() * rowStarts.length, 0);
    for (int output = 0; output < op.outputs(); output += BLOCK) {
      int length = Math.min(BLOCK, op.outputs() - output);
      pack(panels, first, output, length, packed);
      packOutputGradient(output, length, gradients);
      for (int panel = 0; panel < panels.count(); panel++) {
        int width = panels.width(panel);
        for (int row = 0, height; row < rows; row += height) {
          height = MicroKernel.tileRows(rows - row, width);
          MicroKernel.accumulate(
              height,
              work,
              packed + panels.offset(panel, SPACING),
              width,
              work,
              rowStarts,
              row,
              gradients,
              1,
              length,
              0,
              work,
              sums + panels.offset(panel, rowStarts.length) + row * width);
        }
      }
    }
    store(panels, first, sums);
  }

  /** Cuts a block of weights into panels: {@code float32[panel, output, width]}. */
  private void pack(Panels panels, int first, int output, int length, int packed) {
    for (int i = 0; i < length; i++) {
      int from = weights.offset() + (output + i) * op.inputs() + first;
      panels.spread(weights.array(), from, work, packed, SPACING, i);
    }
  }

  /**
   * Collects a block of every row of dy: {@code float32[row, BLOCK]}. Where they lie, the rows are
   * often a power of two apart, and would push each other out of the caches.
   */
  private void packOutputGradient(int output, int length, int to) {
    for (int row = 0; row < rows; row++) {
      int from = dy.offset() + row * op.outputs() + output;
      System.arraycopy(dy.array(), from, work, to + rowStarts[row], length);
    }
  }

  private void store(Panels panels, int first, int sums) {
    for (int row = 0; row < rows; row++) {
      for (int panel = 0; panel < panels.count(); panel++) {
        int from = sums + panels.offset(panel, rowStarts.length) + row * panels.width(panel);
        int to = dx.offset() + row * op.inputs() + first + panel * Panels.WIDTH;
        System.arraycopy(work, from, dx.array(), to, panels.valid(panel));
      }
    }
  }
}
