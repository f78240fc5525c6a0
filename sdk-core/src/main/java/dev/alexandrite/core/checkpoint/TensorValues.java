package dev.alexandrite.core.checkpoint;

/**
 * The values of one tensor, handed over in pieces: a large tensor needs no second array on its way
 * from a file to a backend.
 */
@FunctionalInterface
public interface TensorValues {
  /** Takes one piece after another. */
  @FunctionalInterface
  interface Piece {
    /**
     * Takes a piece.
     *
     * @param from where it belongs in the row-major tensor
     * @param values the piece; the array may be used again for the next one
     */
    void accept(int from, float[] values);
  }

  /**
   * Hands over all values in ascending order; at most once.
   *
   * @param piece takes them
   */
  void forEach(Piece piece);

  /**
   * Collects all values.
   *
   * @param elements how many there are
   * @return the tensor, row-major
   */
  default float[] toArray(int elements) {
    float[] all = new float[elements];
    forEach((from, values) -> System.arraycopy(values, 0, all, from, values.length));
    return all;
  }

  /**
   * Values that are on the heap.
   *
   * @param all the tensor, row-major
   * @return one piece
   */
  static TensorValues of(float[] all) {
    return piece -> piece.accept(0, all);
  }
}
