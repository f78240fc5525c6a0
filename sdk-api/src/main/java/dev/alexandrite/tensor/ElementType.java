package dev.alexandrite.tensor;

/** What the elements of a tensor in a file are. A network's own tensors are all float32. */
public enum ElementType {
  /** IEEE 754 binary32. */
  FLOAT32(4),
  /** IEEE 754 binary16. */
  FLOAT16(2),
  /** The upper half of a binary32. */
  BFLOAT16(2),
  /** IEEE 754 binary64. */
  FLOAT64(8),
  /** Signed, two's complement. */
  INT8(1),
  /** Signed, two's complement. */
  INT16(2),
  /** Signed, two's complement. */
  INT32(4),
  /** Signed, two's complement. */
  INT64(8),
  /** Unsigned. */
  UINT8(1),
  /** Unsigned. */
  UINT16(2),
  /** Unsigned. */
  UINT32(4),
  /** Unsigned. */
  UINT64(8),
  /** A byte, 0 for false. */
  BOOL(1);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /**
   * The size of one element.
   *
   * @return bytes
   */
  public int bytes() {
    return bytes;
  }

  /**
   * Whether elements are floating-point numbers, which alone can be weights.
   *
   * @return true for the four float types
   */
  public boolean isFloat() {
    return switch (this) {
      case FLOAT32, FLOAT16, BFLOAT16, FLOAT64 -> true;
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, BOOL -> false;
    };
  }
}
