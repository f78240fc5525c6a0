package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;

/**
 * A part of a Java array.
 *
 * @param array holds the elements
 * @param offset the first element
 * @param length how many
 */
record CpuBuffer(float[] array, int offset, int length) implements Buffer {
  /** Stands where a tensor is absent, and before a plan's first run. */
  static final CpuBuffer EMPTY = new CpuBuffer(new float[0], 0, 0);

  /** A new buffer, all zero. */
  static CpuBuffer zeros(int length) {
    return new CpuBuffer(new float[length], 0, length);
  }

  /** The buffer as what it is on this backend. */
  static CpuBuffer of(Buffer buffer) {
    return (CpuBuffer) buffer;
  }

  @Override
  public long elements() {
    return length;
  }
}
