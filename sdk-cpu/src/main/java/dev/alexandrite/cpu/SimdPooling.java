package dev.alexandrite.cpu;

import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Ties;
import java.util.Arrays;

/** Plans pooling: windows in row order, vectors over the channels of a position. */
final class SimdPooling {
  private SimdPooling() {}

  static OpPlan plan(PoolingOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case PoolingOp.MaxForward max -> new MaxForward(max, pool);
      case PoolingOp.MaxGradient max -> new MaxGradient(max, pool);
      case PoolingOp.AverageForward average -> new AverageForward(average, pool);
      case PoolingOp.AverageGradient average -> new AverageGradient(average, pool);
    };
  }

  /** Walks the windows of one example after another. */
  private abstract static class WindowPlan extends RowPlan {
    final PoolingGeometry geometry;
    final int inputElements;
    final int outputElements;

    WindowPlan(String algorithm, PoolingGeometry geometry, WorkerPool pool) {
      super(algorithm, pool);
      this.geometry = geometry;
      this.inputElements = geometry.input().elements();
      this.outputElements = geometry.output().elements();
    }

    /** Visits the windows in row order, which fixes the order of additions to a gradient. */
    final void walk(int row) {
      PoolingGeometry g = geometry;
      int at = row * outputElements;
      for (int oy = 0; oy < g.outHeight(); oy++) {
        int top = oy * g.strideY() - g.padTop();
        int firstY = first(top, g.dilationY());
        int rows = inside(firstY, top, g.kernelHeight(), g.dilationY(), g.height());
        for (int ox = 0; ox < g.outWidth(); ox++) {
          int left = ox * g.strideX() - g.padLeft();
          int firstX = first(left, g.dilationX());
          int columns = inside(firstX, left, g.kernelWidth(), g.dilationX(), g.width());
          int first = row * inputElements + (firstY * g.width() + firstX) * g.channels();
          window(first, rows, columns, padded(top, left), at);
          at += g.channels();
        }
      }
    }

    /** How many elements of a window lie within the padded map. */
    private int padded(int top, int left) {
      PoolingGeometry g = geometry;
      int bottom = g.height() + g.padBottom();
      int right = g.width() + g.padRight();
      return inside(top, top, g.kernelHeight(), g.dilationY(), bottom)
          * inside(left, left, g.kernelWidth(), g.dilationX(), right);
    }

    /** The first of {@code start, start + dilation, ..} that is not negative. */
    private static int first(int start, int dilation) {
      return start < 0 ? Math.floorMod(start, dilation) : start;
    }

    /** How many elements of a window lie from {@code first} on and before {@code size}. */
    private static int inside(int first, int start, int kernel, int dilation, int size) {
      int end = Math.min(start + (kernel - 1) * dilation + 1, size);
      return (end - first + dilation - 1) / dilation;
    }

    /**
     * Computes all channels of one window.
     *
     * @param first the window's first input element within the batch
     * @param rows the window's rows within the map
     * @param columns its columns within the map
     * @param paddedArea how many of its elements lie within the padded map
     * @param at the first output element within the batch
     */
    abstract void window(int first, int rows, int columns, int paddedArea, int at);

    final void clearGradient(int row) {
      int from = output(0).offset() + row * inputElements;
      Arrays.fill(output(0).array(), from, from + inputElements, 0f);
    }

    /** Elements from one row of a window to the next. */
    final int pitch() {
      return geometry.dilationY() * geometry.width() * geometry.channels();
    }

    /** Elements from one column of a window to the next. */
    final int step() {
      return geometry.dilationX() * geometry.channels();
    }
  }

  private static final class MaxForward extends WindowPlan {
    MaxForward(PoolingOp.MaxForward op, WorkerPool pool) {
      super("window", op.geometry(), pool);
    }

    @Override
    void row(int row, int worker) {
      walk(row);
    }

    @Override
    void window(int first, int rows, int columns, int paddedArea, int at) {
      MaxWindow.forward(
          input(0).array(),
          input(0).offset() + first,
          pitch(),
          step(),
          rows,
          columns,
          output(0).array(),
          output(0).offset() + at,
          geometry.channels());
    }
  }

  private static final class MaxGradient extends WindowPlan {
    private final boolean all;

    MaxGradient(PoolingOp.MaxGradient op, WorkerPool pool) {
      super("window", op.geometry(), pool);
      this.all = op.ties() == Ties.ALL;
    }

    @Override
    void row(int row, int worker) {
      clearGradient(row);
      walk(row);
    }

    @Override
    void window(int first, int rows, int columns, int paddedArea, int at) {
      MaxWindow.gradient(
          input(0).array(),
          input(0).offset() + first,
          pitch(),
          step(),
          rows,
          columns,
          input(1).array(),
          input(1).offset() + at,
          input(2).array(),
          input(2).offset() + at,
          all,
          output(0).array(),
          output(0).offset() + first,
          geometry.channels());
    }
  }

  private static final class AverageForward extends WindowPlan {
    private final boolean countPadding;

    AverageForward(PoolingOp.AverageForward op, WorkerPool pool) {
      super("window", op.geometry(), pool);
      this.countPadding = op.countPadding();
    }

    @Override
    void row(int row, int worker) {
      walk(row);
    }

    @Override
    void window(int first, int rows, int columns, int paddedArea, int at) {
      int divisor = countPadding ? paddedArea : rows * columns;
      AverageWindow.forward(
          input(0).array(),
          input(0).offset() + first,
          pitch(),
          step(),
          rows,
          columns,
          divisor,
          output(0).array(),
          output(0).offset() + at,
          geometry.channels());
    }
  }

  private static final class AverageGradient extends WindowPlan {
    private final boolean countPadding;

    AverageGradient(PoolingOp.AverageGradient op, WorkerPool pool) {
      super("window", op.geometry(), pool);
      this.countPadding = op.countPadding();
    }

    @Override
    void row(int row, int worker) {
      clearGradient(row);
      walk(row);
    }

    @Override
    void window(int first, int rows, int columns, int paddedArea, int at) {
      int divisor = countPadding ? paddedArea : rows * columns;
      AverageWindow.gradient(
          input(0).array(),
          input(0).offset() + at,
          divisor,
          pitch(),
          step(),
          rows,
          columns,
          output(0).array(),
          output(0).offset() + first,
          geometry.channels());
    }
  }
}
