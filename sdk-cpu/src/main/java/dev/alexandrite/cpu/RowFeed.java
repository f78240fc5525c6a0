package dev.alexandrite.cpu;

import java.util.stream.Stream;

/**
 * Rows of a matrix on their way from memory to a {@link RowTile}. Java cannot prefetch, and a load
 * that misses every cache stops the core; so kernels copy the rows that are needed next while they
 * compute: a load and a store in each turn of a loop, which their arithmetic hides.
 *
 * <p>A turn copies a vector, but moves on by {@link #PIECE} elements only, so that a row takes as
 * long as its memory does. A smaller vector would be of another class, and calls on vectors of two
 * classes are no longer resolved, see ADR 12.
 */
final class RowFeed {
  /** Elements by which a kernel moves on in a turn. */
  static final int PIECE = 4;

  private float[] from = {};
  private int at;
  private int stride;
  private int length;
  private int target;
  private int left;

  static RowFeed[] perWorker(WorkerPool pool) {
    return Stream.generate(RowFeed::new).limit(pool.threads()).toArray(RowFeed[]::new);
  }

  /**
   * Forgets its rows and begins with others.
   *
   * @param rows how many
   * @param from holds the rows
   * @param at where the first one begins
   * @param stride from row to row
   * @param length elements of a row
   * @param target where the tile begins
   */
  void start(int rows, float[] from, int at, int stride, int length, int target) {
    this.from = from;
    this.at = at;
    this.stride = stride;
    this.length = length;
    this.target = target;
    this.left = rows;
  }

  /** Whether there is a row left that a loop of so many turns can copy. */
  boolean fits(int turns) {
    return left > 0 && length >= Simd.LANES && length <= turns * PIECE;
  }

  /** A row has been copied. */
  void advance() {
    at += stride;
    target += RowTile.SPACING;
    left--;
  }

  /** Copies what the kernels left. */
  void copyRest(float[] to) {
    RowTile.copy(from, at, stride, left, length, to, target);
    left = 0;
  }

  /** Holds the rows. */
  float[] from() {
    return from;
  }

  /** Where the next row begins. */
  int at() {
    return at;
  }

  /** Where the next row goes. */
  int target() {
    return target;
  }

  /** Where the last vector of a row begins; a loop with turns to spare copies it again. */
  int lastVector() {
    return length - Simd.LANES;
  }
}
