package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Batch normalisation per channel of {@code [C, H, W]} or per feature of {@code [C]}. Scale, shift,
 * running mean and running variance are {@code float32[C]}.
 */
public sealed interface BatchNormOp extends Op {
  /**
   * One example.
   *
   * @return the shape of x
   */
  Shape shape();

  /**
   * Reads x, scale, shift, runningMean, runningVariance; writes y, batchMean, inverseDeviation,
   * runningMean, runningVariance. The batch's variance divides by the count; the running one is
   * updated with the unbiased variance: {@code running += momentum · (batch - running)}.
   *
   * @param shape one example
   * @param epsilon added to the variance
   * @param momentum the weight of the new batch, 0.1 by custom
   */
  record Training(Shape shape, float epsilon, float momentum) implements BatchNormOp {}

  /**
   * Reads x, scale, shift, runningMean, runningVariance; writes y.
   *
   * @param shape one example
   * @param epsilon added to the variance
   */
  record Inference(Shape shape, float epsilon) implements BatchNormOp {}

  /**
   * Reads x, dy, scale, batchMean, inverseDeviation; writes dx, dscale, dshift.
   *
   * @param shape one example
   */
  record Gradient(Shape shape) implements BatchNormOp {}

  @Override
  default Signature signature() {
    Shape perChannel = Shape.of(shape().channels());
    Signature.Tensor x = Signature.batched("x", shape());
    Signature.Tensor y = Signature.batched("y", shape());
    Signature.Tensor scale = Signature.whole("scale", perChannel).positive();
    Signature.Tensor shift = Signature.whole("shift", perChannel);
    Signature.Tensor mean = Signature.whole("runningMean", perChannel);
    Signature.Tensor variance = Signature.whole("runningVariance", perChannel).positive();
    Signature.Tensor batchMean = Signature.whole("batchMean", perChannel);
    Signature.Tensor deviation = Signature.whole("inverseDeviation", perChannel);
    return switch (this) {
      case Training _ ->
          Signature.of(
              List.of(x, scale, shift, mean, variance), y, batchMean, deviation, mean, variance);
      case Inference _ -> Signature.of(List.of(x, scale, shift, mean, variance), y);
      case Gradient _ ->
          Signature.of(
              List.of(x, Signature.batched("dy", shape()), scale, batchMean, deviation),
              Signature.batched("dx", shape()),
              Signature.whole("dscale", perChannel),
              Signature.whole("dshift", perChannel));
    };
  }
}
