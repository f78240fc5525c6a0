package dev.alexandrite.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * NumPy's rule for tensors of different shapes: they are aligned at their last axes, missing axes
 * count as size 1, and along an axis of size 1 a tensor is repeated to the size of the other.
 */
public final class Broadcast {
  private Broadcast() {}

  /**
   * The shape that both are repeated to.
   *
   * @param a one shape
   * @param b another one
   * @return the common shape; empty if two sizes of an axis differ and neither is 1
   */
  public static Optional<Shape> shape(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    List<Integer> sizes = new ArrayList<>();
    for (int fromEnd = 1; fromEnd <= rank; fromEnd++) {
      int left = size(a, fromEnd);
      int right = size(b, fromEnd);
      if (left != right && left != 1 && right != 1) {
        return Optional.empty();
      }
      sizes.add(left == 1 ? right : left);
    }
    Collections.reverse(sizes);
    return Optional.of(new Shape(sizes));
  }

  /**
   * Whether a tensor can be repeated to a shape.
   *
   * @param from its shape
   * @param to the other shape
   * @return true if repeating axes of size 1, and adding axes in front, leads there
   */
  public static boolean reaches(Shape from, Shape to) {
    return shape(from, to).filter(to::equals).isPresent();
  }

  /**
   * The axes of the common shape along which a tensor is repeated.
   *
   * @param from its shape
   * @param to the common shape
   * @return the axes of {@code to}, ascending; those that {@code from} lacks come first
   */
  public static List<Integer> repeatedAxes(Shape from, Shape to) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < to.rank(); axis++) {
      int size = size(from, to.rank() - axis);
      boolean lacks = to.rank() - axis > from.rank();
      if (lacks || (size == 1 && to.get(axis) != 1)) {
        axes.add(axis);
      }
    }
    return List.copyOf(axes);
  }

  private static int size(Shape shape, int fromEnd) {
    return fromEnd > shape.rank() ? 1 : shape.get(shape.rank() - fromEnd);
  }
}
