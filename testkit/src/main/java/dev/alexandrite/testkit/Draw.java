package dev.alexandrite.testkit;

import dev.alexandrite.tensor.RandomStream;
import dev.alexandrite.tensor.RandomStream.Purpose;

/** Small random whole numbers for geometries, the same in every run. */
final class Draw {
  private final long seed;
  private int next;

  Draw(long seed) {
    this.seed = seed;
  }

  /** A number from {@code low} to {@code high}, both included. */
  int from(int low, int high) {
    int word = RandomStream.word(seed, Purpose.DRAW, 1, 0, 0, next++);
    return low + Integer.remainderUnsigned(word, high - low + 1);
  }
}
