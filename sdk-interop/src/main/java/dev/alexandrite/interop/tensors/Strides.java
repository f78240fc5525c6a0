package dev.alexandrite.interop.tensors;

import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * How a tensor's axes lie in memory.
 *
 * @param elements for each axis, how many elements further its next index is; not negative
 */
public record Strides(List<Long> elements) {
  /** Copies the list. */
  public Strides {
    elements = List.copyOf(elements);
  }

  /**
   * Those of a tensor without gaps.
   *
   * @param shape its shape
   * @return the last axis is the fastest
   */
  public static Strides rowMajor(Shape shape) {
    List<Long> strides = new ArrayList<>();
    long stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      strides.addFirst(stride);
      stride *= shape.get(axis);
    }
    return new Strides(strides);
  }

  /**
   * Whether a tensor lies there without gaps, in its own order. The stride of an axis of one
   * element says nothing.
   *
   * @param shape its shape
   * @return true if its bytes can be taken as they are
   */
  public boolean areRowMajor(Shape shape) {
    long stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      if (shape.get(axis) != 1 && elements.get(axis) != stride) {
        return false;
      }
      stride *= shape.get(axis);
    }
    return true;
  }

  /**
   * How far a tensor reaches.
   *
   * @param shape its shape
   * @return elements from its first to its last, both included
   * @throws ArithmeticException if that is more than 2⁶³ − 1
   */
  public long span(Shape shape) {
    long last = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      last = Math.addExact(last, Math.multiplyExact(elements.get(axis), shape.get(axis) - 1L));
    }
    return Math.addExact(last, 1);
  }
}
