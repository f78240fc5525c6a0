package dev.alexandrite.observe.look;

import java.util.function.IntConsumer;

/**
 * Finds all hashes within some bits of another without comparing all of them (Norouzi, Punjani and
 * Fleet, "Fast search in Hamming space with multi-index hashing", CVPR 2012): of four bands of 16
 * bits, one at least differs in a quarter of the bits at most, so a table for each band and a few
 * flips in it lead to every candidate.
 */
final class HashIndex {
  private static final int BANDS = 4;
  private static final int BAND_BITS = PerceptualHash.BITS / BANDS;
  private static final int KEYS = 1 << BAND_BITS;

  private final long[] hashes;

  /** Of each band, where the places of a key begin; one more than keys. */
  private final int[][] begins = new int[BANDS][KEYS + 1];

  /** Of each band, places of hashes by key, ascending within a key. */
  private final int[][] places;

  HashIndex(long[] hashes) {
    this.hashes = hashes;
    this.places = new int[BANDS][hashes.length];
    for (int band = 0; band < BANDS; band++) {
      int[] begin = begins[band];
      for (long hash : hashes) {
        begin[key(hash, band) + 1]++;
      }
      for (int key = 0; key < KEYS; key++) {
        begin[key + 1] += begin[key];
      }
      int[] next = begin.clone();
      for (int place = 0; place < hashes.length; place++) {
        places[band][next[key(hashes[place], band)]++] = place;
      }
    }
  }

  private static int key(long hash, int band) {
    return (int) (hash >>> (band * BAND_BITS)) & (KEYS - 1);
  }

  /**
   * Names every hash within a distance, in no order, once.
   *
   * @param hash the hash to look around
   * @param most the most bits that differ
   * @param found told of each place
   */
  void around(long hash, int most, IntConsumer found) {
    for (int band = 0; band < BANDS; band++) {
      flip(hash, most, found, band, key(hash, band), 0, most / BANDS);
    }
  }

  /** Goes through the keys that differ in so many of the bits from one on. */
  private void flip(
      long hash, int most, IntConsumer found, int band, int key, int from, int flips) {
    int[] begin = begins[band];
    for (int at = begin[key]; at < begin[key + 1]; at++) {
      int place = places[band][at];
      long other = hashes[place];
      if (PerceptualHash.distance(hash, other) <= most && !earlier(hash, other, band, most)) {
        found.accept(place);
      }
    }
    if (flips > 0) {
      for (int bit = from; bit < BAND_BITS; bit++) {
        flip(hash, most, found, band, key ^ 1 << bit, bit + 1, flips - 1);
      }
    }
  }

  /** Whether an earlier band has led to it already. */
  private static boolean earlier(long hash, long other, int band, int most) {
    for (int before = 0; before < band; before++) {
      if (Integer.bitCount(key(hash, before) ^ key(other, before)) <= most / BANDS) {
        return true;
      }
    }
    return false;
  }
}
