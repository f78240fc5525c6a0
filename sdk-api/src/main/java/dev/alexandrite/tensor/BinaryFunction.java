package dev.alexandrite.tensor;

/** A function of two numbers, applied element by element. */
public enum BinaryFunction {
  /** {@code a + b}. */
  ADD,
  /** {@code a - b}. */
  SUBTRACT,
  /** {@code a · b}. */
  MULTIPLY,
  /** {@code a / b}. */
  DIVIDE,
  /** The smaller one; NaN if one is. */
  MINIMUM,
  /** The larger one; NaN if one is. */
  MAXIMUM,
  /** 1 where {@code a = b}, else 0. */
  EQUAL,
  /** 1 where {@code a < b}, else 0. */
  LESS,
  /** 1 where {@code a <= b}, else 0. */
  LESS_OR_EQUAL,
  /** 1 where {@code a > b}, else 0. */
  GREATER,
  /** 1 where {@code a >= b}, else 0. */
  GREATER_OR_EQUAL;

  /**
   * Whether the answer is 1 or 0, so that no gradient passes.
   *
   * @return true for comparisons
   */
  public boolean isComparison() {
    return compareTo(EQUAL) >= 0;
  }
}
