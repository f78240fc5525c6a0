package dev.alexandrite.cpu;

import java.util.stream.Stream;

/**
 * A software prefetch of rows of a matrix. Java has no instruction for it, and a load that misses
 * every cache stops the core; so kernels copy the rows that are needed next to where they will be
 * wanted, while they compute: a load and a store in each turn of a loop, which their arithmetic
 * hides.
 *
 * <p>Some rows go side by side, a vector of each in turn. Their first lines, which nothing fetches
 * ahead, come together, and each row then goes by so slowly that the processor's prefetcher stays
 * ahead of it, see ADR 12.
 */
final class RowPrefetch {
  /** Rows that go side by side. */
  static final int ABREAST = 4;

  /**
   * Elements of a matrix from which on its rows are prefetched: 4 MB. Smaller ones are in a cache,
   * and a kernel that they called a few times a step would box its vectors until it is compiled.
   */
  private static final int WORTHWHILE = 1 << 20;

  private float[] from = {};
  private int at;
  private int stride;
  private int length;
  private int target;
  private int rowStep;
  private int left;
  private int copied;

  static RowPrefetch[] perWorker(WorkerPool pool) {
    return Stream.generate(RowPrefetch::new).limit(pool.threads()).toArray(RowPrefetch[]::new);
  }

  /** Whether a matrix is so large that kernels should copy its rows. */
  static boolean worthwhile(int rows, int length) {
    return (long) rows * length >= WORTHWHILE;
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
   * @param rowStep from row to row there
   */
  void start(int rows, float[] from, int at, int stride, int length, int target, int rowStep) {
    this.from = from;
    this.at = at;
    this.stride = stride;
    this.length = length;
    this.target = target;
    this.rowStep = rowStep;
    this.left = rows;
    this.copied = 0;
  }

  /** Whether there are rows left that a loop of so many turns can copy, a vector in each. */
  boolean fits(int turns) {
    int vectors = Math.ceilDiv(length, Simd.LANES);
    return left >= ABREAST && length >= Simd.LANES && ABREAST * vectors <= turns;
  }

  /** A loop has copied {@link #ABREAST} rows. */
  void advance() {
    at += ABREAST * stride;
    target += ABREAST * rowStep;
    left -= ABREAST;
    copied += ABREAST;
  }

  /** Rows that kernels have copied since the start. */
  int copied() {
    return copied;
  }

  /** Holds the rows. */
  float[] from() {
    return from;
  }

  /** Where the next row begins. */
  int at() {
    return at;
  }

  /** From row to row. */
  int stride() {
    return stride;
  }

  /** Where the last vector of a row begins; a loop with turns to spare copies it again. */
  int lastVector() {
    return length - Simd.LANES;
  }

  /** Where the next row goes. */
  int target() {
    return target;
  }
}
