package dev.alexandrite.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of one example's tensor, without the batch dimension: {@code [C, H, W]} for feature
 * maps, {@code [features]} for vectors, any rank in general.
 *
 * @param dimensions the sizes, outermost first, each positive
 */
public record Shape(List<Integer> dimensions) {
  /**
   * Checks and copies the dimensions.
   *
   * @throws IllegalArgumentException if a dimension is not positive or there are more than 2^31-1
   *     elements
   */
  public Shape {
    dimensions = List.copyOf(dimensions);
    long product = 1;
    for (int size : dimensions) {
      if (size <= 0) {
        throw new IllegalArgumentException("every dimension must be positive, found " + dimensions);
      }
      product *= size;
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("more than 2^31-1 elements in shape " + dimensions);
      }
    }
  }

  /**
   * A shape of the given sizes.
   *
   * @param dimensions the sizes, outermost first
   * @return the shape
   */
  public static Shape of(int... dimensions) {
    return new Shape(Arrays.stream(dimensions).boxed().toList());
  }

  /**
   * The shape of feature maps.
   *
   * @param channels the number of maps
   * @param height the height in pixels
   * @param width the width in pixels
   * @return {@code [channels, height, width]}
   */
  public static Shape image(int channels, int height, int width) {
    return of(channels, height, width);
  }

  /**
   * The number of dimensions.
   *
   * @return the rank; 0 for a scalar
   */
  public int rank() {
    return dimensions.size();
  }

  /**
   * One size.
   *
   * @param axis the axis, 0 is the outermost
   * @return its size
   */
  public int get(int axis) {
    return dimensions.get(axis);
  }

  /**
   * The number of elements.
   *
   * @return the product of all sizes; 1 for a scalar
   */
  public int elements() {
    int product = 1;
    for (int size : dimensions) {
      product *= size;
    }
    return product;
  }

  /**
   * The outermost size: the number of maps of {@code [C, H, W]}, the features of a vector.
   *
   * @return the number of channels
   */
  public int channels() {
    return get(0);
  }

  /**
   * The height of feature maps, 1 for a vector.
   *
   * @return the height
   */
  public int height() {
    return rank() == 3 ? get(1) : 1;
  }

  /**
   * The width of feature maps, 1 for a vector.
   *
   * @return the width
   */
  public int width() {
    return rank() == 3 ? get(2) : 1;
  }

  /** The sizes joined by ×, as in {@code 96×55×55}. */
  @Override
  public String toString() {
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }
}
