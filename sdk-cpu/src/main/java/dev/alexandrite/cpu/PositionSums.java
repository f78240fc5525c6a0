package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Sums over the positions of maps, one a channel, as many side by side as hide the time that an
 * addition takes. Every sum is one chain that ascends through the positions. The last vector, where
 * it is not filled, begins earlier and sums some channels again, in a place of its own.
 */
final class PositionSums {
  /** Elements that are summed before the next channels' turn: 32 KiB. */
  private static final int TURN = 1 << 13;

  private final int channels;
  private final int whole;
  private final int slots;
  private final int turn;

  PositionSums(int channels) {
    this.channels = channels;
    this.whole = channels / LANES;
    this.slots = channels < LANES ? 0 : Math.ceilDiv(channels, LANES);
    this.turn = Math.max(1, TURN / channels);
  }

  /** The sums that are kept. */
  int width() {
    return Math.max(channels, slots * LANES);
  }

  /** Where a channel's sum is. */
  int place(int channel) {
    return channel < whole * LANES || slots == 0 ? channel : channel - channels + slots * LANES;
  }

  private int channel(int slot) {
    return Math.min(slot * LANES, channels - LANES);
  }

  /** {@code sum += x}. */
  void add(float[] x, int at, int positions, float[] sums) {
    if (slots == 0) {
      for (int i = 0; i < positions * channels; i++) {
        sums[i % channels] += x[at + i];
      }
      return;
    }
    for (int first = 0; first < positions; first += turn) {
      int count = Math.min(turn, positions - first);
      int from = at + first * channels;
      int slot = 0;
      for (; slot + 4 <= whole; slot += 4) {
        addFour(x, from + slot * LANES, count, sums, slot * LANES);
      }
      for (; slot < slots; slot++) {
        addOne(x, from + channel(slot), count, sums, slot * LANES);
      }
    }
  }

  private void addFour(float[] x, int at, int count, float[] sums, int s) {
    FloatVector s0 = FloatVector.fromArray(SPECIES, sums, s);
    FloatVector s1 = FloatVector.fromArray(SPECIES, sums, s + LANES);
    FloatVector s2 = FloatVector.fromArray(SPECIES, sums, s + 2 * LANES);
    FloatVector s3 = FloatVector.fromArray(SPECIES, sums, s + 3 * LANES);
    int from = at;
    for (int i = 0; i < count; i++) {
      s0 = FloatVector.fromArray(SPECIES, x, from).add(s0);
      s1 = FloatVector.fromArray(SPECIES, x, from + LANES).add(s1);
      s2 = FloatVector.fromArray(SPECIES, x, from + 2 * LANES).add(s2);
      s3 = FloatVector.fromArray(SPECIES, x, from + 3 * LANES).add(s3);
      from += channels;
    }
    s0.intoArray(sums, s);
    s1.intoArray(sums, s + LANES);
    s2.intoArray(sums, s + 2 * LANES);
    s3.intoArray(sums, s + 3 * LANES);
  }

  private void addOne(float[] x, int at, int count, float[] sums, int s) {
    FloatVector sum = FloatVector.fromArray(SPECIES, sums, s);
    for (int i = 0; i < count; i++) {
      sum = FloatVector.fromArray(SPECIES, x, at + i * channels).add(sum);
    }
    sum.intoArray(sums, s);
  }

  /** {@code sum += (x - mean)²}. */
  void addSquaredDeviations(float[] x, int at, int positions, float[] mean, float[] sums) {
    if (slots == 0) {
      for (int i = 0; i < positions * channels; i++) {
        float deviation = x[at + i] - mean[i % channels];
        sums[i % channels] = Math.fma(deviation, deviation, sums[i % channels]);
      }
      return;
    }
    for (int first = 0; first < positions; first += turn) {
      int count = Math.min(turn, positions - first);
      int from = at + first * channels;
      int slot = 0;
      for (; slot + 4 <= whole; slot += 4) {
        addFourSquares(x, from + slot * LANES, count, mean, sums, slot * LANES);
      }
      for (; slot < slots; slot++) {
        addOneSquare(x, from, count, mean, channel(slot), sums, slot * LANES);
      }
    }
  }

  private void addFourSquares(float[] x, int at, int count, float[] mean, float[] sums, int s) {
    FloatVector m0 = FloatVector.fromArray(SPECIES, mean, s);
    FloatVector m1 = FloatVector.fromArray(SPECIES, mean, s + LANES);
    FloatVector m2 = FloatVector.fromArray(SPECIES, mean, s + 2 * LANES);
    FloatVector m3 = FloatVector.fromArray(SPECIES, mean, s + 3 * LANES);
    FloatVector s0 = FloatVector.fromArray(SPECIES, sums, s);
    FloatVector s1 = FloatVector.fromArray(SPECIES, sums, s + LANES);
    FloatVector s2 = FloatVector.fromArray(SPECIES, sums, s + 2 * LANES);
    FloatVector s3 = FloatVector.fromArray(SPECIES, sums, s + 3 * LANES);
    int from = at;
    for (int i = 0; i < count; i++) {
      FloatVector d0 = FloatVector.fromArray(SPECIES, x, from).sub(m0);
      FloatVector d1 = FloatVector.fromArray(SPECIES, x, from + LANES).sub(m1);
      FloatVector d2 = FloatVector.fromArray(SPECIES, x, from + 2 * LANES).sub(m2);
      FloatVector d3 = FloatVector.fromArray(SPECIES, x, from + 3 * LANES).sub(m3);
      s0 = d0.fma(d0, s0);
      s1 = d1.fma(d1, s1);
      s2 = d2.fma(d2, s2);
      s3 = d3.fma(d3, s3);
      from += channels;
    }
    s0.intoArray(sums, s);
    s1.intoArray(sums, s + LANES);
    s2.intoArray(sums, s + 2 * LANES);
    s3.intoArray(sums, s + 3 * LANES);
  }

  private void addOneSquare(
      float[] x, int at, int count, float[] mean, int channel, float[] sums, int s) {
    FloatVector centre = FloatVector.fromArray(SPECIES, mean, channel);
    FloatVector sum = FloatVector.fromArray(SPECIES, sums, s);
    for (int i = 0; i < count; i++) {
      FloatVector deviation =
          FloatVector.fromArray(SPECIES, x, at + channel + i * channels).sub(centre);
      sum = deviation.fma(deviation, sum);
    }
    sum.intoArray(sums, s);
  }

  /** {@code slopes += dy} and {@code products += dy · (x - mean) · inverse}. */
  void addSlopes(
      float[] x,
      int at,
      float[] dy,
      int dyAt,
      int positions,
      float[] mean,
      float[] inverse,
      float[] slopes,
      float[] products) {
    if (slots == 0) {
      for (int i = 0; i < positions * channels; i++) {
        int c = i % channels;
        float normalized = (x[at + i] - mean[c]) * inverse[c];
        slopes[c] += dy[dyAt + i];
        products[c] = Math.fma(normalized, dy[dyAt + i], products[c]);
      }
      return;
    }
    for (int first = 0; first < positions; first += turn) {
      int count = Math.min(turn, positions - first);
      int shift = first * channels;
      int slot = 0;
      for (; slot + 2 <= whole; slot += 2) {
        int c = slot * LANES;
        addTwoSlopes(
            x, at + shift + c, dy, dyAt + shift + c, count, mean, inverse, slopes, products, c);
      }
      for (; slot < slots; slot++) {
        int c = channel(slot);
        addOneSlope(
            x,
            at + shift + c,
            dy,
            dyAt + shift + c,
            count,
            mean,
            inverse,
            c,
            slopes,
            products,
            slot * LANES);
      }
    }
  }

  private void addTwoSlopes(
      float[] x,
      int at,
      float[] dy,
      int dyAt,
      int count,
      float[] mean,
      float[] inverse,
      float[] slopes,
      float[] products,
      int s) {
    FloatVector m0 = FloatVector.fromArray(SPECIES, mean, s);
    FloatVector m1 = FloatVector.fromArray(SPECIES, mean, s + LANES);
    FloatVector r0 = FloatVector.fromArray(SPECIES, inverse, s);
    FloatVector r1 = FloatVector.fromArray(SPECIES, inverse, s + LANES);
    FloatVector s0 = FloatVector.fromArray(SPECIES, slopes, s);
    FloatVector s1 = FloatVector.fromArray(SPECIES, slopes, s + LANES);
    FloatVector p0 = FloatVector.fromArray(SPECIES, products, s);
    FloatVector p1 = FloatVector.fromArray(SPECIES, products, s + LANES);
    for (int i = 0; i < count; i++) {
      int step = i * channels;
      FloatVector dy0 = FloatVector.fromArray(SPECIES, dy, dyAt + step);
      FloatVector dy1 = FloatVector.fromArray(SPECIES, dy, dyAt + step + LANES);
      s0 = dy0.add(s0);
      s1 = dy1.add(s1);
      p0 = FloatVector.fromArray(SPECIES, x, at + step).sub(m0).mul(r0).fma(dy0, p0);
      p1 = FloatVector.fromArray(SPECIES, x, at + step + LANES).sub(m1).mul(r1).fma(dy1, p1);
    }
    s0.intoArray(slopes, s);
    s1.intoArray(slopes, s + LANES);
    p0.intoArray(products, s);
    p1.intoArray(products, s + LANES);
  }

  private void addOneSlope(
      float[] x,
      int at,
      float[] dy,
      int dyAt,
      int count,
      float[] mean,
      float[] inverse,
      int channel,
      float[] slopes,
      float[] products,
      int s) {
    FloatVector centre = FloatVector.fromArray(SPECIES, mean, channel);
    FloatVector factor = FloatVector.fromArray(SPECIES, inverse, channel);
    FloatVector sum = FloatVector.fromArray(SPECIES, slopes, s);
    FloatVector product = FloatVector.fromArray(SPECIES, products, s);
    for (int i = 0; i < count; i++) {
      FloatVector slope = FloatVector.fromArray(SPECIES, dy, dyAt + i * channels);
      sum = slope.add(sum);
      product =
          FloatVector.fromArray(SPECIES, x, at + i * channels)
              .sub(centre)
              .mul(factor)
              .fma(slope, product);
    }
    sum.intoArray(slopes, s);
    product.intoArray(products, s);
  }
}
