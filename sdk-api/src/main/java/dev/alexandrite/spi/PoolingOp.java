package dev.alexandrite.spi;

/** Maximum and average pooling. */
public sealed interface PoolingOp extends Op {
  /**
   * The sizes.
   *
   * @return the geometry
   */
  PoolingGeometry geometry();

  /** Who receives the gradient when several inputs share the maximum. */
  enum Ties {
    /** Every tied input receives the whole gradient, as in cuda-convnet (2012). */
    ALL,
    /** The first in row order alone, as in Caffe and PyTorch. */
    FIRST
  }

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
