package dev.alexandrite.cuda;

import dev.alexandrite.spi.Buffer;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A tensor on the device: row-major float32, a part of an array.
 *
 * @param memory the whole array, {@code float32[length]}
 * @param offset the place of the first element
 * @param elements the number of elements
 */
record Nd4jBuffer(INDArray memory, long offset, long elements) implements Buffer {
  /** The buffer as this backend knows it. */
  static Nd4jBuffer of(Buffer buffer) {
    if (buffer instanceof Nd4jBuffer array) {
      return array;
    }
    throw new IllegalArgumentException(
        "the ND4J backend was given memory of another backend ("
            + buffer.getClass().getName()
            + "); allocate it from the backend that planned the operator");
  }

  /** Whether both have their first element in one place. */
  @SuppressWarnings("ReferenceEquality") // the same memory, not the same numbers
  boolean beginsWhere(Nd4jBuffer other) {
    return memory == other.memory && offset == other.offset;
  }

  Nd4jBuffer part(long from, long count) {
    Objects.checkFromIndexSize(from, count, elements);
    return new Nd4jBuffer(memory, offset + from, count);
  }

  /** The first elements as an array of a shape. */
  INDArray view(long... shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    return view(0, shape, strides);
  }

  /** Elements that lie strides apart. */
  INDArray view(long from, long[] shape, long[] strides) {
    long last = from;
    for (int axis = 0; axis < shape.length; axis++) {
      last += (shape[axis] - 1) * strides[axis];
    }
    Objects.checkIndex(from, elements);
    Objects.checkIndex(last, elements);
    return Nd4j.create(memory.data(), shape, strides, offset + from, 'c');
  }
}
