package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Local response normalisation {@code y = x · d^-beta} with {@code d = k + alpha · Σ x²} over a
 * window of channels at the same position, or of positions in the same map. The window of size n
 * around f is {@code f - n/2 .. f - n/2 + n - 1}, clipped to the tower (or the map); alpha is the
 * factor of one squared term, that is, already divided by the window's size where that is wanted
 * (AlexNet paper, section 3.3; cuda-convnet divides).
 */
public sealed interface LocalResponseNormOp extends Op {
  /**
   * The constants.
   *
   * @return the window and the formula's constants
   */
  Window window();

  /**
   * The window and the formula's constants.
   *
   * @param shape {@code [C, H, W]}
   * @param size channels in the window, or its side in positions if within maps
   * @param alpha factor of each squared term
   * @param beta exponent
   * @param k additive constant
   * @param withinMap true for a size×size window in the same map, false for channels
   * @param towers equal contiguous parts of the channels that a window never crosses
   */
  record Window(
      Shape shape, int size, float alpha, float beta, float k, boolean withinMap, int towers) {}

  /**
   * Reads x, writes y.
   *
   * @param window the constants
   */
  record Forward(Window window) implements LocalResponseNormOp {}

  /**
   * Reads x, y and dy, writes dx.
   *
   * @param window the constants
   */
  record Gradient(Window window) implements LocalResponseNormOp {}

  @Override
  default Signature signature() {
    Signature.Tensor x = Signature.batched("x", window().shape());
    Signature.Tensor y = Signature.batched("y", window().shape());
    return switch (this) {
      case Forward _ -> Signature.of(List.of(x), y);
      case Gradient _ ->
          Signature.of(
              List.of(x, y, Signature.batched("dy", window().shape())),
              Signature.batched("dx", window().shape()));
    };
  }
}
