package dev.alexandrite.core.reference;

import dev.alexandrite.spi.Buffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A tensor of the reference backend: row-major float32 values, a part of an array.
 *
 * <p>Every access is checked against the part, not only against the array, so that an operator that
 * strays into its neighbour in an arena fails instead of computing something else.
 *
 * @param array the memory, possibly shared with other tensors
 * @param offset the place of the first element
 * @param length the number of elements
 */
@SuppressWarnings("ArrayRecordComponent") // Equal means: the same memory, not the same numbers.
record ScalarBuffer(float[] array, int offset, int length) implements Buffer {
  /** The buffer as this backend knows it. */
  static ScalarBuffer of(Buffer buffer) {
    if (buffer instanceof ScalarBuffer scalar) {
      return scalar;
    }
    throw new IllegalArgumentException(
        "backend scalar was given memory of another backend ("
            + buffer.getClass().getName()
            + "); allocate it from the backend that planned the operator");
  }

  @Override
  public long elements() {
    return length;
  }

  float get(int index) {
    return array[offset + Objects.checkIndex(index, length)];
  }

  void set(int index, float value) {
    array[offset + Objects.checkIndex(index, length)] = value;
  }

  /** Rounds to float32, once. */
  void set(int index, double value) {
    set(index, (float) value);
  }

  void fill(float value, int count) {
    Objects.checkIndex(count - 1, length);
    Arrays.fill(array, offset, offset + count, value);
  }

  ScalarBuffer part(long from, long count) {
    Objects.checkFromIndexSize(from, count, length);
    return new ScalarBuffer(array, offset + (int) from, (int) count);
  }

  /** Copies a run of elements; the same place in the same memory is left as it is. */
  void copyTo(int from, ScalarBuffer target, int to, int count) {
    Objects.checkFromIndexSize(from, count, length);
    Objects.checkFromIndexSize(to, count, target.length);
    System.arraycopy(array, offset + from, target.array, target.offset + to, count);
  }
}
