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
    };
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
