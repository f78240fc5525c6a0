package dev.alexandrite.cpu;

import dev.alexandrite.spi.DropoutOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.tensor.RandomStream;
import dev.alexandrite.tensor.Shape;

/** Plans dropout. */
final class SimdDropout {
  private SimdDropout() {}

  static OpPlan plan(DropoutOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case DropoutOp.Forward forward -> new Forward(forward, pool);
      case DropoutOp.Examples examples -> new Examples(examples, pool);
      case DropoutOp.ExamplesGradient gradient -> new ExamplesGradient(gradient, pool);
    };
  }

  /** Rows that are kept, or left out as a whole. */
  private static final class Examples extends RowPlan {
    private final DropoutOp.Examples op;
    private final int elements;
    private RunState state = new RunState();

    Examples(DropoutOp.Examples op, WorkerPool pool) {
      super("philox", pool);
      this.op = op;
      this.elements = op.shape().elements();
    }

    @Override
    void compute(RunState current) {
      state = current;
      super.compute(current);
    }

    @Override
    void row(int row, int worker) {
      float factor = op.factor(state, row);
      output(1).array()[output(1).offset() + row] = factor;
      scale(this, row, elements, factor);
    }
  }

  private static final class ExamplesGradient extends RowPlan {
    private final int elements;

    ExamplesGradient(DropoutOp.ExamplesGradient op, WorkerPool pool) {
      super("rows", pool);
      this.elements = op.shape().elements();
    }

    @Override
    void row(int row, int worker) {
      scale(this, row, elements, input(1).array()[input(1).offset() + row]);
    }
  }

  private static void scale(RowPlan plan, int row, int elements, float factor) {
    int from = row * elements;
    Arithmetic.scale(
        plan.input(0).array(),
        plan.input(0).offset() + from,
        factor,
        plan.output(0).array(),
        plan.output(0).offset() + from,
        elements);
  }

  private static final class Forward extends RowPlan {
    /** Random words that one evaluation of the generator gives. */
    private static final int BLOCK = 4;

    /** Elements of a worker's array of words, lest two of them share a cache line. */
    private static final int APART = 2 * CpuBuffer.LINE;

    private final DropoutOp.Forward op;
    private final int elements;
    private final int channels;
    private final int positions;
    private final long threshold;
    private final int[][] words;
    private RunState state = new RunState();

    Forward(DropoutOp.Forward op, WorkerPool pool) {
      super("philox", pool);
      Shape shape = op.shape();
      this.op = op;
      this.elements = shape.elements();
      this.positions = shape.height() * shape.width();
      this.channels = elements / positions;
      this.threshold = op.threshold();
      this.words = new int[pool.threads()][APART];
    }

    @Override
    void compute(RunState current) {
      state = current;
      super.compute(current);
    }

    @Override
    void row(int row, int worker) {
      drawMask(row, output(1).array(), output(1).offset() + row * elements, words[worker]);
      applyMask(row);
    }

    /** Walks the units in row-major order of the shape; in memory channels come last. */
    private void drawMask(int row, float[] mask, int at, int[] drawn) {
      int channel = 0;
      int position = 0;
      for (int i = 0; i < elements; i++) {
        int unit = op.firstUnit() + i;
        if (i == 0 || unit % BLOCK == 0) {
          RandomStream.block(
              state.seed,
              RandomStream.Purpose.DROPOUT,
              op.layer(),
              state.batch,
              state.firstRow + row,
              unit / BLOCK,
              drawn,
              0);
        }
        boolean kept = Integer.toUnsignedLong(drawn[unit % BLOCK]) < threshold;
        mask[at + position * channels + channel] = kept ? op.scale() : 0f;
        if (++position == positions) {
          position = 0;
          channel++;
        }
      }
    }

    private void applyMask(int row) {
      int from = row * elements;
      Arithmetic.multiply(
          input(0).array(),
          input(0).offset() + from,
          output(1).array(),
          output(1).offset() + from,
          output(0).array(),
          output(0).offset() + from,
          elements);
    }
  }
}
