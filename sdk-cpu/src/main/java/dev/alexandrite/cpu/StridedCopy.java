package dev.alexandrite.cpu;

import java.util.Arrays;

/**
 * Copies elements from and to places that lie any steps apart. Of the two axes that are innermost
 * one goes along the target's memory and the other, if possible, along the source's; they are
 * walked through in tiles, so that neither side leaves the cache.
 */
final class StridedCopy {
  /** Elements in one task: small beside a large tensor, large beside the cost of a task. */
  private static final int CHUNK = 1 << 14;

  /** Along the source's memory: a cache line. */
  private static final int TILE_ROWS = CpuBuffer.LINE;

  /** Along the target's memory. */
  private static final int TILE_COLUMNS = 4 * CpuBuffer.LINE;

  private final Walk walk;
  private final int column;
  private final int row;

  private int rows = 1;
  private int columns;
  private int slabs;
  private int slabsPerTask;
  private int rowsPerTask;
  private int columnsPerTask;

  /**
   * Copies between two tensors of a walk.
   *
   * @param walk the target, then the source
   */
  StridedCopy(Walk walk) {
    this.walk = walk;
    this.column = walk.last();
    this.row = rowAxis();
    prepare(1);
  }

  /** The axis beside the innermost; -1 if there is none. */
  private int rowAxis() {
    int chosen = column - 1;
    for (int axis = 0; axis < column; axis++) {
      int step = Math.abs(walk.stride(1, axis));
      if (step != 0 && step < Math.abs(walk.stride(1, column))) {
        if (step < Math.abs(walk.stride(1, chosen)) || walk.stride(1, chosen) == 0) {
          chosen = axis;
        }
      }
    }
    return chosen;
  }

  /**
   * Sets the number of examples.
   *
   * @return how many tasks there are
   */
  int prepare(int examples) {
    int total = walk.total(examples);
    if (total == 0) {
      return 0;
    }
    columns = walk.size(column, examples);
    rows = row < 0 ? 1 : walk.size(row, examples);
    slabs = total / (rows * columns);
    columnsPerTask = Math.min(columns, CHUNK);
    rowsPerTask = Math.min(rows, CHUNK / columnsPerTask);
    slabsPerTask = Math.max(1, CHUNK / (rows * columns));
    return Math.ceilDiv(slabs, slabsPerTask) * tasksPerSlab();
  }

  private int tasksPerSlab() {
    return Math.ceilDiv(rows, rowsPerTask) * Math.ceilDiv(columns, columnsPerTask);
  }

  /** Does all tasks. */
  void copy(float[] from, int at, float[] to, int target) {
    for (int task = 0; task < Math.ceilDiv(slabs, slabsPerTask) * tasksPerSlab(); task++) {
      copy(task, from, at, to, target);
    }
  }

  /** Does one task. */
  void copy(int task, float[] from, int at, float[] to, int target) {
    int part = task % tasksPerSlab();
    int columnParts = Math.ceilDiv(columns, columnsPerTask);
    int firstRow = part / columnParts * rowsPerTask;
    int firstColumn = part % columnParts * columnsPerTask;
    int taskRows = Math.min(rowsPerTask, rows - firstRow);
    int taskColumns = Math.min(columnsPerTask, columns - firstColumn);
    int first = task / tasksPerSlab() * slabsPerTask;
    int end = Math.min(first + slabsPerTask, slabs);
    for (int slab = first; slab < end; slab++) {
      slab(
          from,
          at + place(1, slab, firstRow, firstColumn),
          to,
          target + place(0, slab, firstRow, firstColumn),
          taskRows,
          taskColumns);
    }
  }

  private int place(int tensor, int slab, int firstRow, int firstColumn) {
    int place = walk.start(tensor) + firstColumn * walk.stride(tensor, column);
    if (row >= 0) {
      place += firstRow * walk.stride(tensor, row);
    }
    int rest = slab;
    for (int axis = column - 1; axis >= 0; axis--) {
      if (axis != row) {
        // The first axis has what the batch makes of it, but nothing is left to divide there.
        int size = axis == 0 ? Integer.MAX_VALUE : walk.size(axis, 1);
        place += rest % size * walk.stride(tensor, axis);
        rest /= size;
      }
    }
    return place;
  }

  private void slab(float[] from, int in, float[] to, int out, int taskRows, int taskColumns) {
    int inRow = row < 0 ? 0 : walk.stride(1, row);
    int outRow = row < 0 ? 0 : walk.stride(0, row);
    int inColumn = walk.stride(1, column);
    int outColumn = walk.stride(0, column);
    if (outColumn == 1 && inColumn == 1) {
      for (int r = 0; r < taskRows; r++) {
        System.arraycopy(from, in + r * inRow, to, out + r * outRow, taskColumns);
      }
    } else if (outColumn == 1 && inColumn == 0) {
      for (int r = 0; r < taskRows; r++) {
        int at = out + r * outRow;
        Arrays.fill(to, at, at + taskColumns, from[in + r * inRow]);
      }
    } else {
      for (int r = 0; r < taskRows; r += TILE_ROWS) {
        for (int c = 0; c < taskColumns; c += TILE_COLUMNS) {
          tile(
              from,
              in + r * inRow + c * inColumn,
              inRow,
              inColumn,
              to,
              out + r * outRow + c * outColumn,
              outRow,
              outColumn,
              Math.min(TILE_ROWS, taskRows - r),
              Math.min(TILE_COLUMNS, taskColumns - c));
        }
      }
    }
  }

  private static void tile(
      float[] from,
      int in,
      int inRow,
      int inColumn,
      float[] to,
      int out,
      int outRow,
      int outColumn,
      int rows,
      int columns) {
    for (int r = 0; r < rows; r++) {
      int source = in + r * inRow;
      int target = out + r * outRow;
      for (int c = 0; c < columns; c++) {
        to[target + c * outColumn] = from[source + c * inColumn];
      }
    }
  }
}
