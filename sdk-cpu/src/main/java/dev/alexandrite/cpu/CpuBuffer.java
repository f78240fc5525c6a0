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

  /** Elements of a 64-byte cache line; parts of a workspace begin at multiples of it. */
  static final int LINE = 16;

  /** A cache line less the header of an array, 16 bytes. */
  private static final int HEADER_GAP = LINE - 4;

  /** The longest buffer; a Java array ends a little below 2^31 elements. */
  static final int MAX_LENGTH = Integer.MAX_VALUE - 8 - HEADER_GAP;

  /**
   * A new buffer, all zero. Large arrays begin at a cache line with a header of 16 bytes; leaving
   * out 12 elements lets vectors not straddle two lines.
   */
  static CpuBuffer zeros(int length) {
    return new CpuBuffer(new float[HEADER_GAP + length], HEADER_GAP, length);
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
