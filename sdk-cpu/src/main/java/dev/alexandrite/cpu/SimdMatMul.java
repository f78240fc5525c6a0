package dev.alexandrite.cpu;

import dev.alexandrite.spi.MatMulOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Plans matrix products. A task computes a block of one product: it packs a's rows into tiles and
 * b's columns into panels, a part of the summed axis at a time, and adds their products to tiles of
 * sums. How the operands lie matters to the packing alone.
 *
 * <p>Rows of several products that share b, such as those of a batch with one matrix of weights,
 * are rows of one product where they lie the same distance apart.
 */
final class SimdMatMul extends SimdPlan {
  private static final int ROWS = OuterProductKernel.ROWS;

  /** The largest block: with its packed operands about half a second-level cache. */
  private static final int BLOCK_ROWS = 192;

  private static final int BLOCK_COLUMNS = 256;

  /** The part of the summed axis that is packed at a time. */
  private static final int BLOCK_DEPTH = 256;

  /** The smallest block that is made to give every worker one. */
  private static final int LEAST = 64;

  /** Each worker should have some blocks, as they are not alike. */
  private static final int BLOCKS_PER_WORKER = 2;

  private final int threads;
  private final int depth;
  private final int columns;

  /** The products and their rows: y, a, b. */
  private final Walk walk;

  private final boolean rowAxis;
  private final int outputRow;
  private final int outputColumn;
  private final int leftDepth;
  private final int rightDepth;
  private final int rightColumn;
  private final int[] leftSteps;
  private final int[] rightSteps;

  private final int blockDepth;
  private final int blockRows;
  private final int tileElements;
  private final int panelElements;
  private final int sumElements;
  private final int blockColumns;
  private final Panels wholePanels;
  private final Panels lastPanels;
  private final ParallelTask task = this::block;
  private int rows;
  private int rowBlocks;
  private int columnBlocks;

  private SimdMatMul(MatMulOp op, int capacity, WorkerPool pool) {
    super("packed", pool);
    this.threads = pool.threads();
    this.depth = op.depth();
    this.columns = op.columns();

    Strides y = matrices(op.output(), op.stack(), false);
    Strides a = matrices(op.a(), op.stack(), op.transposeA());
    Strides b = matrices(op.b(), op.stack(), op.transposeB());
    int rank = y.axes().length;
    List<Integer> sizes = new ArrayList<>(op.stack().dimensions());
    sizes.add(op.rows());
    this.walk =
        Walk.inOrder(
            op.output().batched(),
            new Shape(sizes),
            y.select(IntStream.range(0, rank - 1).boxed().toList()),
            a.select(IntStream.range(0, rank - 1).boxed().toList()),
            repeated(b, rank));
    this.rowAxis = walk.stride(2, walk.last()) == 0;
    this.outputRow = walk.stride(0, walk.last());
    this.outputColumn = y.axes()[rank - 1];
    this.leftDepth = a.axes()[rank - 1];
    this.rightDepth = b.axes()[rank - 2];
    this.rightColumn = b.axes()[rank - 1];
    int leftRow = walk.stride(1, walk.last());
    this.leftSteps = new int[ROWS];
    Arrays.setAll(leftSteps, row -> row * leftRow);
    this.rightSteps = Panels.steps(rightColumn);

    this.blockDepth = Math.min(depth, BLOCK_DEPTH);
    int mostRows = rows(capacity);
    int height = Math.min(BLOCK_ROWS, Simd.roundUp(mostRows, ROWS));
    int width = Math.min(BLOCK_COLUMNS, Simd.roundUp(columns, Panels.WIDTH));
    int products = walk.total(capacity) / mostRows;
    while (products * Math.ceilDiv(mostRows, height) * Math.ceilDiv(columns, width)
            < (threads == 1 ? 1 : BLOCKS_PER_WORKER * threads)
        && Math.max(height, width) > LEAST) {
      if (width >= height) {
        width = Simd.roundUp(width / 2, Panels.WIDTH);
      } else {
        height = Simd.roundUp(height / 2, ROWS);
      }
    }
    this.blockRows = height;
    this.blockColumns = width;
    this.wholePanels = new Panels(blockColumns);
    this.lastPanels = new Panels(columns % blockColumns);
    int tiles = blockRows / ROWS;
    this.tileElements = Simd.roundUp(blockDepth * ROWS + OuterProductKernel.REACH, CpuBuffer.LINE);
    this.panelElements = blockDepth * wholePanels.lanes();
    this.sumElements = tiles * wholePanels.count() * OuterProductKernel.TILE;
  }

  static OpPlan plan(MatMulOp op, int capacity, WorkerPool pool) {
    return new SimdMatMul(op, capacity, pool);
  }

  /** An operand's steps along the axes of the stack, the rows and the columns. */
  private static Strides matrices(Operand operand, Shape stack, boolean transposed) {
    Shape own = operand.shape();
    List<Integer> sizes = new ArrayList<>(stack.dimensions());
    sizes.add(own.get(own.rank() - 2));
    sizes.add(own.get(own.rank() - 1));
    Strides strides = Strides.broadcast(operand, new Shape(sizes));
    if (!transposed) {
      return strides;
    }
    List<Integer> axes = new ArrayList<>(IntStream.range(0, sizes.size() - 2).boxed().toList());
    axes.add(sizes.size() - 1);
    axes.add(sizes.size() - 2);
    return strides.select(axes);
  }

  /** b's steps along the stack; for every row of a it is the same one. */
  private static Strides repeated(Strides b, int rank) {
    int[] steps = Arrays.copyOf(b.axes(), rank - 1);
    steps[rank - 2] = 0;
    return new Strides(0, b.row(), steps);
  }

  private int rows(int examples) {
    return rowAxis ? walk.size(walk.last(), examples) : 1;
  }

  private int workerElements() {
    return blockRows / ROWS * tileElements + panelElements + sumElements;
  }

  @Override
  public long workspaceElements() {
    return (long) threads * workerElements();
  }

  @Override
  void compute(RunState state) {
    rows = Math.max(1, rows(state.rows));
    rowBlocks = Math.ceilDiv(rows, blockRows);
    columnBlocks = Math.ceilDiv(columns, blockColumns);
    parallel(task, walk.total(state.rows) / rows * rowBlocks * columnBlocks);
  }

  private void block(int task, int worker) {
    int column = task % columnBlocks * blockColumns;
    int row = task / columnBlocks % rowBlocks * blockRows;
    int product = task / columnBlocks / rowBlocks;
    int count = Math.min(blockRows, rows - row);
    Panels panels = columns - column < blockColumns ? lastPanels : wholePanels;
    float[] work = workspace().array();
    int tiles = workspace().offset() + worker * workerElements();
    int right = tiles + blockRows / ROWS * tileElements;
    int sums = right + panelElements;

    int first = product * rows + row;
    int a = input(0).offset() + walk.offset(1, first);
    int b = input(1).offset() + walk.offset(2, first) + column * rightColumn;
    Arrays.fill(work, sums, sums + sumElements, 0f);
    for (int k = 0; k < depth; k += blockDepth) {
      int length = Math.min(blockDepth, depth - k);
      packRows(a + k * leftDepth, count, length, work, tiles);
      packColumns(b + k * rightDepth, panels, length, work, right);
      multiply(work, tiles, count, right, panels, length, sums);
    }
    int y = output(0).offset() + walk.offset(0, first) + column * outputColumn;
    store(work, sums, count, panels, output(0).array(), y);
  }

  /** Packs rows of a as {@code float32[tile, length, ROWS]}. */
  private void packRows(int at, int count, int length, float[] work, int tiles) {
    float[] from = input(0).array();
    int step = leftSteps[1];
    for (int row = 0; row < count; row += ROWS) {
      int first = at + row * step;
      int tile = tiles + row / ROWS * tileElements;
      if (step == 1) {
        OuterProductKernel.pack(from, first, leftDepth, length, count - row, work, tile);
      } else {
        int valid = Math.min(ROWS, count - row);
        for (int k = 0; k < length; k++) {
          int to = tile + k * ROWS;
          Panels.gatherRow(from, first + k * leftDepth, leftSteps, valid, work, to, ROWS);
        }
      }
    }
  }

  /** Packs columns of b as {@code float32[panel, length, width]}. */
  private void packColumns(int at, Panels panels, int length, float[] work, int right) {
    float[] from = input(1).array();
    for (int panel = 0; panel < panels.count(); panel++) {
      int to = right + panels.offset(panel, length);
      if (rightColumn == 1) {
        panels.copyPanel(from, at, rightDepth, panel, length, work, to);
      } else {
        int first = at + panel * Panels.WIDTH * rightColumn;
        int width = panels.width(panel);
        for (int k = 0; k < length; k++) {
          Panels.gatherRow(
              from,
              first + k * rightDepth,
              rightSteps,
              panels.valid(panel),
              work,
              to + k * width,
              width);
        }
      }
    }
  }

  private void multiply(
      float[] work, int tiles, int count, int right, Panels panels, int length, int sums) {
    int sum = sums;
    for (int panel = 0; panel < panels.count(); panel++) {
      int columns = right + panels.offset(panel, length);
      int width = panels.width(panel);
      for (int row = 0; row < count; row += ROWS) {
        int tile = tiles + row / ROWS * tileElements;
        if (OuterProductKernel.few(count - row, width)) {
          OuterProductKernel.accumulateFew(work, columns, tile, length, sum);
        } else {
          OuterProductKernel.accumulate(work, columns, width, tile, length, sum, sum);
        }
        sum += OuterProductKernel.TILE;
      }
    }
  }

  private void store(float[] work, int sums, int count, Panels panels, float[] to, int at) {
    int sum = sums;
    for (int panel = 0; panel < panels.count(); panel++) {
      int valid = panels.valid(panel);
      for (int row = 0; row < count; row++) {
        int from = sum + row % ROWS * panels.width(panel);
        int target = at + row * outputRow + panel * Panels.WIDTH * outputColumn;
        if (outputColumn == 1) {
          System.arraycopy(work, from, to, target, valid);
        } else {
          for (int lane = 0; lane < valid; lane++) {
            to[target + lane * outputColumn] = work[from + lane];
          }
        }
        if (row % ROWS == ROWS - 1 || row == count - 1) {
          sum += OuterProductKernel.TILE;
        }
      }
    }
  }
}
