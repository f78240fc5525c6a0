package dev.alexandrite.spi;

import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Ties;

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
}
