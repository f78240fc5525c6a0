package dev.alexandrite.cpu;

import dev.alexandrite.spi.AdaptivePoolingOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import java.util.Arrays;

/** Plans average pooling to a given size, vectors over the channels of a position. */
final class SimdAdaptivePooling {
  private SimdAdaptivePooling() {}

  static OpPlan plan(AdaptivePoolingOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case AdaptivePoolingOp.Forward _ -> new Forward(op, pool);
      case AdaptivePoolingOp.Gradient _ -> new Gradient(op, pool);
    };
  }

  /** Walks through the windows of rows of the output. */
  private abstract static class WindowPlan extends SimdPlan {
    final int channels;
    final int inputElements;
    final int outputElements;

    /** Elements from one row of a window to the next. */
    final int pitch;

    private final int[] tops;
    private final int[] bottoms;
    private final int[] lefts;
    private final int[] rights;

    WindowPlan(AdaptivePoolingOp op, WorkerPool pool) {
      super("window", pool);
      this.channels = op.input().channels();
      this.inputElements = op.input().elements();
      this.outputElements = op.output().elements();
      this.pitch = op.input().width() * channels;
      this.tops = new int[op.outHeight()];
      this.bottoms = new int[op.outHeight()];
      this.lefts = new int[op.outWidth()];
      this.rights = new int[op.outWidth()];
      limits(op.input().height(), tops, bottoms);
      limits(op.input().width(), lefts, rights);
    }

    private static void limits(int size, int[] starts, int[] ends) {
      Arrays.setAll(starts, i -> AdaptivePoolingOp.start(i, size, starts.length));
      Arrays.setAll(ends, i -> AdaptivePoolingOp.end(i, size, ends.length));
    }

    /** Visits the windows of one row of an example's output. */
    final void walk(int example, int oy) {
      int rows = bottoms[oy] - tops[oy];
      int at = example * outputElements + oy * lefts.length * channels;
      int corner = example * inputElements + tops[oy] * pitch;
      for (int ox = 0; ox < lefts.length; ox++) {
        int first = corner + lefts[ox] * channels;
        window(first, rows, rights[ox] - lefts[ox], at + ox * channels);
      }
    }

    /** Rows of the output. */
    final int height() {
      return tops.length;
    }

    /**
     * Computes all channels of one window.
     *
     * @param first its first element within the batch
     * @param rows its height
     * @param columns its width
     * @param at the mean's place within the batch
     */
    abstract void window(int first, int rows, int columns, int at);
  }

  private static final class Forward extends WindowPlan {
    private final ParallelTask task = (row, _) -> walk(row / height(), row % height());

    Forward(AdaptivePoolingOp op, WorkerPool pool) {
      super(op, pool);
    }

    @Override
    void compute(RunState state) {
      parallel(task, state.rows * height());
    }

    @Override
    void window(int first, int rows, int columns, int at) {
      AverageWindow.forward(
          input(0).array(),
          input(0).offset() + first,
          pitch,
          channels,
          rows,
          columns,
          rows * columns,
          output(0).array(),
          output(0).offset() + at,
          channels);
    }
  }

  private static final class Gradient extends WindowPlan {
    private final ParallelTask task = (example, _) -> example(example);

    Gradient(AdaptivePoolingOp op, WorkerPool pool) {
      super(op, pool);
    }

    @Override
    void compute(RunState state) {
      parallel(task, state.rows);
    }

    /** Windows may overlap, so one worker adds those of an example, in row order. */
    private void example(int example) {
      int from = output(0).offset() + example * inputElements;
      Arrays.fill(output(0).array(), from, from + inputElements, 0f);
      for (int oy = 0; oy < height(); oy++) {
        walk(example, oy);
      }
    }

    @Override
    void window(int first, int rows, int columns, int at) {
      AverageWindow.gradient(
          input(0).array(),
          input(0).offset() + at,
          rows * columns,
          pitch,
          channels,
          rows,
          columns,
          output(0).array(),
          output(0).offset() + first,
          channels);
    }
  }
}
