package dev.alexandrite.evaluate;

import java.util.Arrays;

/**
 * How often each pair of numbers was seen. Its memory follows the pairs that were, not those that
 * could be: a table of keys with open addressing, at most half full.
 */
final class PairCounts {
  private static final long FREE = -1;

  /** A place takes 12; while the table grows there are two places a pair, and four beside them. */
  private static final long BYTES_A_PAIR = 12 * (2 + 4);

  private long[] keys = new long[16];
  private int[] counts = new int[16];
  private int pairs;

  PairCounts() {
    Arrays.fill(keys, FREE);
  }

  /** What so many pairs take at most. */
  static long bytes(long pairs) {
    return BYTES_A_PAIR * pairs;
  }

  /** Counts one more of a pair of numbers from 0 on. */
  void add(int first, int second) {
    if (2 * (pairs + 1) > keys.length) {
      grow();
    }
    long key = ((long) first << Integer.SIZE) | second;
    int at = place(keys, key);
    if (keys[at] == FREE) {
      keys[at] = key;
      pairs++;
    }
    counts[at]++;
  }

  private void grow() {
    long[] moreKeys = new long[2 * keys.length];
    int[] moreCounts = new int[moreKeys.length];
    Arrays.fill(moreKeys, FREE);
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != FREE) {
        int at = place(moreKeys, keys[i]);
        moreKeys[at] = keys[i];
        moreCounts[at] = counts[i];
      }
    }
    keys = moreKeys;
    counts = moreCounts;
  }

  private static int place(long[] keys, long key) {
    long mixed = key * 0x9E3779B97F4A7C15L; // 2^64 divided by the golden ratio
    int at = (int) (mixed >>> Integer.SIZE) & (keys.length - 1);
    while (keys[at] != FREE && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  /** The pairs seen, by their first and then by their second number. */
  long[] sorted() {
    return Arrays.stream(keys).filter(key -> key != FREE).sorted().toArray();
  }

  static int first(long key) {
    return (int) (key >>> Integer.SIZE);
  }

  static int second(long key) {
    return (int) key;
  }

  /** How often one of the {@link #sorted} pairs was seen. */
  int count(long key) {
    return counts[place(keys, key)];
  }
}
