package dev.alexandrite.cpu;

import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.PoolingGeometry;
import dev.alexandrite.spi.PoolingOp;
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
        int firstY = Math.max(top, 0);
        int endY = Math.min(top + g.kernelHeight(), g.height());
        for (int ox = 0; ox < g.outWidth(); ox++) {
          int left = ox * g.strideX() - g.padLeft();
          int firstX = Math.max(left, 0);
          int endX = Math.min(left + g.kernelWidth(), g.width());
          int first = row * inputElements + (firstY * g.width() + firstX) * g.channels();
          window(first, endY - firstY, endX - firstX, area(top, left), at);
          at += g.channels();
        }
      }
    }

    /** The window's area within the padded map. */
    private int area(int top, int left) {
      int endY = Math.min(top + geometry.kernelHeight(), geometry.height() + geometry.padBottom());
      int endX = Math.min(left + geometry.kernelWidth(), geometry.width() + geometry.padRight());
      return (endY - top) * (endX - left);
    }

    /**
     * Computes all channels of one window.
     *
     * @param first the window's first input element within the batch
     * @param rows the window's height within the map
     * @param columns its width within the map
     * @param paddedArea its area within the padded map
     * @param at the first output element within the batch
     */
    abstract void window(int first, int rows, int columns, int paddedArea, int at);

    final void clearGradient(int row) {
      int from = output(0).offset() + row * inputElements;
      Arrays.fill(output(0).array(), from, from + inputElements, 0f);
    }

    /** Elements from one row of the map to the next. */
    final int pitch() {
      return geometry.width() * geometry.channels();
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
      this.all = op.ties() == PoolingOp.Ties.ALL;
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
          rows,
          columns,
          output(0).array(),
          output(0).offset() + first,
          geometry.channels());
    }
  }
}
