package dev.alexandrite.core.reference;

import dev.alexandrite.spi.DropoutOp;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.tensor.RandomStream;
import dev.alexandrite.tensor.RandomStream.Purpose;

/** Dropout: one random word a unit decides whether it is kept. */
final class ReferenceDropout {
  private final DropoutOp.Forward op;
  private final int size;
  private final int[] words = new int[4];

  private ReferenceDropout(DropoutOp.Forward op) {
    this.op = op;
    size = op.shape().elements();
  }

  static Kernel kernel(DropoutOp op) {
    return switch (op) {
      case DropoutOp.Forward forward -> {
        var loops = new ReferenceDropout(forward);
        yield (in, out, state) ->
            loops.forward(
                ScalarBuffer.of(in[0]), ScalarBuffer.of(out[0]), ScalarBuffer.of(out[1]), state);
      }
      case DropoutOp.Examples examples ->
          (in, out, state) ->
              examples(
                  examples,
                  ScalarBuffer.of(in[0]),
                  ScalarBuffer.of(out[0]),
                  ScalarBuffer.of(out[1]),
                  state);
      case DropoutOp.ExamplesGradient gradient ->
          (in, out, state) ->
              multiply(
                  gradient.shape().elements(),
                  ScalarBuffer.of(in[0]),
                  ScalarBuffer.of(in[1]),
                  ScalarBuffer.of(out[0]),
                  state);
    };
  }

  private static void examples(
      DropoutOp.Examples op, ScalarBuffer x, ScalarBuffer y, ScalarBuffer factors, RunState state) {
    for (int n = 0; n < state.rows; n++) {
      factors.set(n, op.factor(state, n));
    }
    multiply(op.shape().elements(), x, factors, y, state);
  }

  private static void multiply(
      int size, ScalarBuffer x, ScalarBuffer factors, ScalarBuffer y, RunState state) {
    for (int at = 0; at < state.rows * size; at++) {
      y.set(at, x.get(at) * factors.get(at / size));
    }
  }

  private void forward(ScalarBuffer x, ScalarBuffer y, ScalarBuffer mask, RunState state) {
    for (int n = 0; n < state.rows; n++) {
      for (int i = 0; i < size; i++) {
        int unit = op.firstUnit() + i;
        if (i == 0 || unit % 4 == 0) {
          RandomStream.block(
              state.seed,
              Purpose.DROPOUT,
              op.layer(),
              state.batch,
              state.firstRow + n,
              unit / 4,
              words,
              0);
        }
        boolean kept = Integer.toUnsignedLong(words[unit % 4]) < op.threshold();
        float factor = kept ? op.scale() : 0;
        int at = n * size + i;
        y.set(at, x.get(at) * factor);
        mask.set(at, factor);
      }
    }
  }
}
