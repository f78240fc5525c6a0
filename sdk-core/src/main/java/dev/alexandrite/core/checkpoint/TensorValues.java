package dev.alexandrite.core.checkpoint;

/**
 * The values of one tensor, handed over in pieces: a large tensor needs no second array on its way
 * from a file to a backend.
 */
@FunctionalInterface
public interface TensorValues {
  /** The size of a piece where the reader chooses it: a quarter of a megabyte. */
  int PIECE_FLOATS = 1 << 16;

  /** Takes, or fills, one piece after another. */
  @FunctionalInterface
  interface Piece {
    /**
     * Takes or fills a piece.
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
    copyTo(all);
    return all;
  }

  /**
   * Copies all values.
   *
   * @param all receives the tensor, row-major
   */
  default void copyTo(float[] all) {
    forEach((from, values) -> System.arraycopy(values, 0, all, from, values.length));
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

  /**
   * Values that are asked for piece by piece.
   *
   * @param elements how many there are
   * @param filler fills each piece
   * @return the pieces, one array long in memory
   */
  static TensorValues read(int elements, Piece filler) {
    return piece -> {
      float[] values = new float[Math.min(PIECE_FLOATS, elements)];
      for (int from = 0; from < elements; from += values.length) {
        if (elements - from < values.length) {
          values = new float[elements - from];
        }
        filler.accept(from, values);
        piece.accept(from, values);
      }
    };
  }
}
