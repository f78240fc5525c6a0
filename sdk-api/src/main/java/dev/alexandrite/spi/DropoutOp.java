package dev.alexandrite.spi;

import dev.alexandrite.tensor.RandomStream;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Dropout, of units or of whole examples. In training, unit i of example s is kept iff its random
 * word, {@code RandomStream.word(seed, DROPOUT, layer, step, s, i)}, is below the threshold as an
 * unsigned number; i counts in row-major order of the shape, from {@code firstUnit} on.
 */
public sealed interface DropoutOp extends Op {
  /**
   * Reads x, writes y and the mask: scale where kept, 0 where dropped. May run in place.
   *
   * @param shape one example
   * @param layer the layer's number, part of the key
   * @param keep the probability of keeping a unit, in (0, 1)
   * @param scale what a kept unit is multiplied by: 1 (original) or 1 / keep (inverted)
   * @param firstUnit the number of the first unit within the layer, if its units are divided among
   *     devices
   */
  record Forward(Shape shape, int layer, double keep, float scale, int firstUnit)
      implements DropoutOp {
    /**
     * All units of the layer.
     *
     * @param shape one example
     * @param layer the layer's number, part of the key
     * @param keep the probability of keeping a unit, in (0, 1)
     * @param scale what a kept unit is multiplied by
     */
    public Forward(Shape shape, int layer, double keep, float scale) {
      this(shape, layer, keep, scale, 0);
    }

    /**
     * The threshold below which a random word keeps its unit.
     *
     * @return {@code round(keep · 2^32)}
     */
    public long threshold() {
      return DropoutOp.threshold(keep);
    }
  }

  /**
   * Stochastic depth: an example is kept as if it were unit 0 of the layer. Reads x, writes y and a
   * factor for each example, {@code float32[N, 1]}: scale where kept, 0 where left out. May run in
   * place.
   *
   * @param shape one example
   * @param layer the layer's number, part of the key
   * @param keep the probability of keeping an example, in (0, 1)
   * @param scale what a kept example is multiplied by, 1 / keep
   */
  record Examples(Shape shape, int layer, double keep, float scale) implements DropoutOp {
    /**
     * The factor of an example.
     *
     * @param state the seed and the step
     * @param row its place in the batch
     * @return scale, or 0
     */
    public float factor(RunState state, int row) {
      int word =
          RandomStream.word(
              state.seed,
              RandomStream.Purpose.DROPOUT,
              layer,
              state.batch,
              state.firstRow + row,
              0);
      return Integer.toUnsignedLong(word) < DropoutOp.threshold(keep) ? scale : 0;
    }
  }

  /**
   * Reads the gradient by y and the factors, writes the gradient by x. May run in place.
   *
   * @param shape one example
   */
  record ExamplesGradient(Shape shape) implements DropoutOp {}

  private static long threshold(double keep) {
    return Math.round(keep * 0x1p32);
  }

  @Override
  default Signature signature() {
    return switch (this) {
      case Forward forward ->
          Signature.of(
                  List.of(Signature.batched("x", forward.shape())),
                  Signature.batched("y", forward.shape()),
                  Signature.batched("mask", forward.shape()))
              .overwriting(0);
      case Examples examples ->
          Signature.of(
                  List.of(Signature.batched("x", examples.shape())),
                  Signature.batched("y", examples.shape()),
                  Signature.batched("factors", Shape.of(1)))
              .overwriting(0);
      case ExamplesGradient gradient ->
          Signature.of(
                  List.of(
                      Signature.batched("dy", gradient.shape()),
                      Signature.batched("factors", Shape.of(1))),
                  Signature.batched("dx", gradient.shape()))
              .overwriting(0);
    };
  }
}
