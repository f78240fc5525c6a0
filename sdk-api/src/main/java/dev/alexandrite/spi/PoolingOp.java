package dev.alexandrite.spi;

import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Ties;
import java.util.List;

/** Maximum and average pooling. */
public sealed interface PoolingOp extends Op {
  /**
   * The sizes.
   *
   * @return the geometry
   */
  PoolingGeometry geometry();

  /**
   * Reads x, writes y.
   *
   * @param geometry the sizes
   */
  record MaxForward(PoolingGeometry geometry) implements PoolingOp {}

  /**
   * Reads x, y and dy, writes dx.
   *
   * @param geometry the sizes
   * @param ties who receives the gradient of a tie
   */
  record MaxGradient(PoolingGeometry geometry, Ties ties) implements PoolingOp {}

  /**
   * Reads x, writes y.
   *
   * @param geometry the sizes
   * @param countPadding true to divide by how many elements of the window lie within the padded
   *     map, false by how many lie within the map
   */
  record AverageForward(PoolingGeometry geometry, boolean countPadding) implements PoolingOp {}

  /**
   * Reads dy, writes dx.
   *
   * @param geometry the sizes
   * @param countPadding as in {@link AverageForward}
   */
  record AverageGradient(PoolingGeometry geometry, boolean countPadding) implements PoolingOp {}

  @Override
  default Signature signature() {
    Signature.Tensor x = Signature.batched("x", geometry().input());
    Signature.Tensor y = Signature.batched("y", geometry().output());
    Signature.Tensor dx = Signature.batched("dx", geometry().input());
    Signature.Tensor dy = Signature.batched("dy", geometry().output());
    return switch (this) {
      case MaxForward _, AverageForward _ -> Signature.of(List.of(x), y);
      case MaxGradient _ -> Signature.of(List.of(x, y, dy), dx);
      case AverageGradient _ -> Signature.of(List.of(dy), dx);
    };
  }
}
