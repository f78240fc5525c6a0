package dev.alexandrite.cuda;

import dev.alexandrite.spi.DropoutOp;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.tensor.RandomStream;
import dev.alexandrite.tensor.RandomStream.Purpose;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dropout: the mask is drawn on the host, as every backend draws it, and uploaded. */
final class Nd4jDropout {
  private static final int WORDS = 4;

  private final DropoutOp.Forward op;
  private final Nd4jBackend backend;
  private final int size;
  private final float[] factors;
  private final int[] words = new int[WORDS];

  private Nd4jDropout(DropoutOp.Forward op, Nd4jBackend backend, int capacity) {
    this.op = op;
    this.backend = backend;
    this.size = op.shape().elements();
    this.factors = new float[capacity * size];
  }

  static Nd4jPlan plan(DropoutOp op, Nd4jBackend backend, int capacity) {
    return switch (op) {
      case DropoutOp.Forward forward -> {
        var dropout = new Nd4jDropout(forward, backend, capacity);
        yield new Nd4jPlan(backend, "philox on the host", 0, dropout::forward);
      }
      case DropoutOp.Examples examples -> {
        float[] factors = new float[capacity];
        yield new Nd4jPlan(
            backend,
            "philox on the host",
            0,
            (tensors, rows) -> examples(examples, backend, factors, tensors, rows));
      }
      case DropoutOp.ExamplesGradient gradient -> {
        int size = gradient.shape().elements();
        yield new Nd4jPlan(
            backend,
            "rows",
            0,
            (tensors, rows) -> {
              Runnable rowsScaled = scaled(tensors, tensors.input(1, rows), rows, size);
              return _ -> rowsScaled.run();
            });
      }
    };
  }

  private static Nd4jPlan.Script examples(
      DropoutOp.Examples op, Nd4jBackend backend, float[] factors, Tensors tensors, int rows) {
    Runnable scaled = scaled(tensors, tensors.output(1, rows), rows, op.shape().elements());
    return state -> {
      for (int row = 0; row < state.rows; row++) {
        factors[row] = op.factor(state, row);
      }
      backend.write(factors, tensors.output(1), rows);
      scaled.run();
    };
  }

  /** Every row times its factor. */
  private static Runnable scaled(Tensors tensors, INDArray factors, int rows, int size) {
    INDArray x = tensors.input(0, (long) rows * size).reshape(rows, size);
    INDArray y = tensors.output(0, (long) rows * size).reshape(rows, size);
    INDArray column = factors.reshape(rows, 1);
    return () -> x.mul(column, y);
  }

  private Nd4jPlan.Script forward(Tensors tensors, int rows) {
    long elements = (long) rows * size;
    INDArray x = tensors.input(0, elements);
    INDArray y = tensors.output(0, elements);
    INDArray mask = tensors.output(1, elements);
    return state -> {
      draw(state);
      backend.write(factors, tensors.output(1), rows * size);
      x.mul(mask, y);
    };
  }

  private void draw(RunState state) {
    long threshold = op.threshold();
    for (int row = 0; row < state.rows; row++) {
      for (int i = 0; i < size; i++) {
        int unit = op.firstUnit() + i;
        if (i == 0 || unit % WORDS == 0) {
          RandomStream.block(
              state.seed,
              Purpose.DROPOUT,
              op.layer(),
              state.batch,
              state.firstRow + row,
              unit / WORDS,
              words,
              0);
        }
        boolean kept = Integer.toUnsignedLong(words[unit % WORDS]) < threshold;
        factors[row * size + i] = kept ? op.scale() : 0;
      }
    }
  }
}
