package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Layer normalisation over the trailing {@code width} elements (in row-major order of the shape) of
 * every example. Scale and shift are {@code float32[width]}; statistics have one entry a group.
 */
public sealed interface LayerNormOp extends Op {
  /**
   * One example.
   *
   * @return the shape of x
   */
  Shape shape();

  /**
   * How many trailing elements are normalised together.
   *
   * @return a divisor of the shape's elements
   */
  int width();

  /**
   * Reads x, scale, shift; writes y, mean, inverseDeviation (each {@code elements / width} an
   * example).
   *
   * @param shape one example
   * @param width elements normalised together
   * @param epsilon added to the variance
   */
  record Forward(Shape shape, int width, float epsilon) implements LayerNormOp {}

  /**
   * Reads x, dy, scale, mean, inverseDeviation; writes dx, dscale, dshift.
   *
   * @param shape one example
   * @param width elements normalised together
   */
  record Gradient(Shape shape, int width) implements LayerNormOp {}

  @Override
  default Signature signature() {
    Shape perElement = Shape.of(width());
    Shape perGroup = Shape.of(shape().elements() / width());
    Signature.Tensor x = Signature.batched("x", shape());
    Signature.Tensor scale = Signature.whole("scale", perElement).positive();
    Signature.Tensor mean = Signature.batched("mean", perGroup);
    Signature.Tensor deviation = Signature.batched("inverseDeviation", perGroup);
    return switch (this) {
      case Forward _ ->
          Signature.of(
              List.of(x, scale, Signature.whole("shift", perElement)),
              Signature.batched("y", shape()),
              mean,
              deviation);
      case Gradient _ ->
          Signature.of(
              List.of(x, Signature.batched("dy", shape()), scale, mean, deviation),
              Signature.batched("dx", shape()),
              Signature.whole("dscale", perElement),
              Signature.whole("dshift", perElement));
    };
  }
}
