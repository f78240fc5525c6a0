package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.tensor.WeightForm;
import java.util.Arrays;
import java.util.Locale;

/**
 * {@code y = x·Wᵀ + b} with weights of fewer bits and lanes over the outputs. One row of x reads
 * the packed weights once; several rows share panels that are unpacked to float32. Either way a sum
 * is one chain of multiply-adds that ascends through the inputs, is then scaled and gets its bias.
 *
 * <p>Each form has tasks of its own down to its kernel: in a method that calls either kernel the
 * compiler would inline both, run out of nodes, and box every vector.
 */
final class ReducedLinearForward implements OpPlan {
  /** Inputs in a block: a panel of them has 32 KiB with 512-bit vectors. A multiple of a word's. */
  private static final int BLOCK = 256;

  /** Words of an output that are packed before the next output's, a tile of 32 KiB at most. */
  private static final int TILE = 256;

  private final LinearOp.Forward op;
  private final WorkerPool pool;
  private final boolean int8;
  private final boolean relu;
  private final int perWord;
  private final int words;
  private final int panels;
  private final int sumRows;
  private final CpuBuffer noBias;
  private final ParallelTask packing = (panel, worker) -> pack(panel);
  private final ParallelTask singleRow;
  private final ParallelTask multiplying;

  private CpuBuffer x = CpuBuffer.EMPTY;
  private CpuBuffer weights = CpuBuffer.EMPTY;
  private CpuBuffer bias = CpuBuffer.EMPTY;
  private CpuBuffer y = CpuBuffer.EMPTY;
  private CpuBuffer packed = CpuBuffer.EMPTY;
  private CpuBuffer work = CpuBuffer.EMPTY;
  private int rows;
  private int[] rowStarts = {};

  ReducedLinearForward(LinearOp.Forward op, int capacity, WorkerPool pool) {
    this.op = op;
    this.pool = pool;
    this.int8 = op.form() == WeightForm.INT8;
    this.perWord = int8 ? Int8Code.PER_WORD : Bfloat16Code.PER_WORD;
    this.singleRow = int8 ? this::int8Row : this::bfloat16Row;
    this.multiplying = int8 ? this::int8Panel : this::bfloat16Panel;
    this.relu = Epilogue.relu(op.activation());
    this.words = Math.ceilDiv(op.inputs(), perWord);
    this.panels = Math.ceilDiv(op.outputs(), Panels.WIDTH);
    this.sumRows = Simd.roundUp(capacity * op.rowsPerExample(), 2 * GemmKernel.ROWS);
    this.noBias = op.bias() ? CpuBuffer.EMPTY : CpuBuffer.zeros(op.outputs());
  }

  @Override
  public String algorithm() {
    return op.form().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public long workspaceElements() {
    return (long) pool.threads() * workerElements();
  }

  private int workerElements() {
    return (BLOCK + sumRows) * Panels.WIDTH;
  }

  /** The words of all panels, then the scale of every output. */
  @Override
  public long packedElements() {
    return (long) panels * Panels.WIDTH * words + scales();
  }

  private int scales() {
    return panels * Panels.WIDTH;
  }

  @Override
  public void pack(Buffer[] inputs, Buffer packed) {
    this.weights = CpuBuffer.of(inputs[1]);
    this.packed = CpuBuffer.of(packed);
    pool.run(packing, panels);
  }

  private void pack(int panel) {
    int first = panel * Panels.WIDTH;
    int count = Math.min(Panels.WIDTH, op.outputs() - first);
    for (int lane = 0; lane < count; lane++) {
      int row = weights.offset() + (first + lane) * op.inputs();
      packed.array()[scale(first + lane)] = op.form().scale(weights.array(), row, op.inputs());
    }
    for (int word = 0; word < words; word += TILE) {
      for (int lane = 0; lane < count; lane++) {
        packTile(panel, lane, word, Math.min(word + TILE, words));
      }
    }
  }

  private void packTile(int panel, int lane, int fromWord, int toWord) {
    int output = panel * Panels.WIDTH + lane;
    float scale = packed.array()[scale(output)];
    int row = weights.offset() + output * op.inputs();
    for (int word = fromWord; word < toWord; word++) {
      int input = word * perWord;
      int count = Math.min(perWord, op.inputs() - input);
      int bits =
          int8
              ? Int8Code.word(weights.array(), row + input, count, scale)
              : Bfloat16Code.word(weights.array(), row + input, count);
      packed.array()[word(panel, word) + lane] = Float.intBitsToFloat(bits);
    }
  }

  /** Where a row of words begins in a panel. */
  private int word(int panel, int word) {
    return packed.offset() + (panel * words + word) * Panels.WIDTH;
  }

  private int scale(int output) {
    return packed.offset() + scales() * words + output;
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    x = CpuBuffer.of(inputs[0]);
    bias = op.bias() ? CpuBuffer.of(inputs[2]) : noBias;
    y = CpuBuffer.of(outputs[0]);
    this.packed = CpuBuffer.of(packed);
    work = CpuBuffer.of(workspace);
    int newRows = state.rows * op.rowsPerExample();
    if (rows != newRows) {
      rows = newRows;
      rowStarts = SimdLinear.rowStarts(rows, op.inputs());
    }
    if (rows == 1) {
      pool.run(singleRow, panels);
    } else {
      pool.run(multiplying, panels);
    }
  }

  private void bfloat16Row(int panel, int worker) {
    int sums = sums(worker);
    Bfloat16Code.multiplyRow(
        packed.array(), word(panel, 0), x.array(), x.offset(), op.inputs(), work.array(), sums);
    store(0, panel, sums);
  }

  private void int8Row(int panel, int worker) {
    int sums = sums(worker);
    Int8Code.multiplyRow(
        packed.array(), word(panel, 0), x.array(), x.offset(), op.inputs(), work.array(), sums);
    store(0, panel, sums);
  }

  private void bfloat16Panel(int panel, int worker) {
    clear(worker);
    for (int input = 0; input < op.inputs(); input += BLOCK) {
      int length = Math.min(BLOCK, op.inputs() - input);
      int word = input / perWord;
      int rows = Math.ceilDiv(length, perWord);
      Bfloat16Code.unpack(packed.array(), word(panel, word), rows, work.array(), block(worker));
      multiply(input, length, worker);
    }
    storeRows(panel, worker);
  }

  private void int8Panel(int panel, int worker) {
    clear(worker);
    for (int input = 0; input < op.inputs(); input += BLOCK) {
      int length = Math.min(BLOCK, op.inputs() - input);
      int word = input / perWord;
      int rows = Math.ceilDiv(length, perWord);
      Int8Code.unpack(packed.array(), word(panel, word), rows, work.array(), block(worker));
      multiply(input, length, worker);
    }
    storeRows(panel, worker);
  }

  /** Where a worker unpacks a block of a panel. */
  private int block(int worker) {
    return work.offset() + worker * workerElements();
  }

  /** Where a worker sums. */
  private int sums(int worker) {
    return block(worker) + BLOCK * Panels.WIDTH;
  }

  private void clear(int worker) {
    int sums = sums(worker);
    Arrays.fill(work.array(), sums, sums + sumRows * Panels.WIDTH, 0);
  }

  /** Adds the products of a block of every row of x and the unpacked block. */
  private void multiply(int input, int length, int worker) {
    for (int row = 0, tile; row < rows; row += tile) {
      tile = GemmKernel.tileRows(rows - row, Panels.WIDTH);
      GemmKernel.accumulate(
          tile,
          work.array(),
          block(worker),
          Panels.WIDTH,
          x.array(),
          rowStarts,
          row,
          x.offset() + input,
          1,
          length,
          0,
          work.array(),
          sums(worker) + row * Panels.WIDTH);
    }
  }

  private void storeRows(int panel, int worker) {
    for (int row = 0; row < rows; row++) {
      store(row, panel, sums(worker) + row * Panels.WIDTH);
    }
  }

  private void store(int row, int panel, int sums) {
    int first = panel * Panels.WIDTH;
    int count = Math.min(Panels.WIDTH, op.outputs() - first);
    int to = y.offset() + row * op.outputs() + first;
    for (int i = 0; i < count; i++) {
      float sum = work.array()[sums + i] * packed.array()[scale(first + i)];
      y.array()[to + i] = Epilogue.finish(sum, bias.array()[bias.offset() + first + i], relu);
    }
  }
}
