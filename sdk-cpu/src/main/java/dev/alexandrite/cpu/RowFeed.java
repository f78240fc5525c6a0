package dev.alexandrite.cpu;

import java.util.stream.Stream;

/**
 * Rows of a matrix on their way from memory to a worker's scratch. Java cannot prefetch, and a load
 * that misses every cache stops the core; so kernels copy the rows that are needed next while they
 * compute: one small load and store in each turn of a loop, which their arithmetic hides.
 *
 * <p>A row goes to groups of {@link Panels#WIDTH} elements, {@code step} apart.
 */
final class RowFeed {
  /** Elements that a kernel copies in a turn. */
  static final int PIECE = 4;

  private float[] from = {};
  private int at;
  private int stride;
  private int length;
  private int target;
  private int spacing;
  private int step;
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
   * @param target where the first one goes
   * @param spacing from row to row there
   * @param step from group to group of a row there
   */
  void start(
      int rows, float[] from, int at, int stride, int length, int target, int spacing, int step) {
    this.from = from;
    this.at = at;
    this.stride = stride;
    this.length = length;
    this.target = target;
    this.spacing = spacing;
    this.step = step;
    this.left = rows;
  }

  /** Whether there is a row left, of whole groups, that a loop of so many turns can copy. */
  boolean fits(int turns) {
    boolean whole = length > 0 && length % Panels.WIDTH == 0;
    return left > 0 && whole && length <= turns * PIECE;
  }

  /** A row has been copied. */
  void advance() {
    at += stride;
    target += spacing;
    left--;
  }

  /** Rows that have not been copied. */
  int left() {
    return left;
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

  /** From group to group there. */
  int step() {
    return step;
  }

  /** Elements of a row. */
  int length() {
    return length;
  }

  /** The last piece of a row; a loop with turns to spare copies it again. */
  int lastPiece() {
    return length - PIECE;
  }
}
