package dev.alexandrite.core.devices;

import java.util.Arrays;

/**
 * How a value {@code float32[rows, elements]} is divided among devices: the part of each is a
 * number of equal runs, which lie one after another in the device's own array and apart from each
 * other in the whole.
 */
sealed interface Partition {
  /** Where a device's first run begins in the whole. */
  int offset(int rank, int rows);

  /** From one run to the next in the whole. */
  int stride(int rank, int rows);

  /** The length of a run. */
  int length(int rank, int rows);

  /** The number of runs. */
  int count(int rows);

  /** The elements of a device's part. */
  default int elements(int rank, int rows) {
    return length(rank, rows) * count(rows);
  }

  /** Copies a device's part, which begins its array, to its place in the whole. */
  default void place(float[] part, int rank, int rows, float[] whole) {
    int length = length(rank, rows);
    for (int run = 0; run < count(rows); run++) {
      int at = offset(rank, rows) + run * stride(rank, rows);
      System.arraycopy(part, run * length, whole, at, length);
    }
  }

  /** Copies a device's part of the whole to the beginning of an array. */
  default void cut(float[] whole, int rank, int rows, float[] part) {
    int length = length(rank, rows);
    for (int run = 0; run < count(rows); run++) {
      int at = offset(rank, rows) + run * stride(rank, rows);
      System.arraycopy(whole, at, part, run * length, length);
    }
  }

  /** Sends the receiver its part of the whole. */
  default void post(Channel channel, int to, int rows, float[] whole) {
    channel.post(to, whole, offset(to, rows), stride(to, rows), length(to, rows), count(rows));
  }

  /** Every device has the examples of its leaves of the batch. */
  record ByRows(LeafShares shares, int elements) implements Partition {
    @Override
    public int offset(int rank, int rows) {
      return shares.firstRow(rank, rows) * elements;
    }

    @Override
    public int stride(int rank, int rows) {
      return length(rank, rows);
    }

    @Override
    public int length(int rank, int rows) {
      return shares.rows(rank, rows) * elements;
    }

    @Override
    public int count(int rows) {
      return 1;
    }
  }

  /** Every device has some units of all examples. */
  final class ByUnits implements Partition {
    private final int[] bounds;

    /** A device's units begin at its bound and end at the next one's. */
    ByUnits(int... bounds) {
      this.bounds = bounds.clone();
    }

    /** Equal shares, as far as the number of units allows. */
    static ByUnits equal(int units, int devices) {
      int[] bounds = new int[devices + 1];
      Arrays.setAll(bounds, rank -> (int) ((long) units * rank / devices));
      return new ByUnits(bounds);
    }

    /** The same shares of units that are made of several elements. */
    ByUnits times(int elements) {
      return new ByUnits(Arrays.stream(bounds).map(bound -> bound * elements).toArray());
    }

    int first(int rank) {
      return bounds[rank];
    }

    int units(int rank) {
      return bounds[rank + 1] - bounds[rank];
    }

    int all() {
      return bounds[bounds.length - 1];
    }

    @Override
    public int offset(int rank, int rows) {
      return first(rank);
    }

    @Override
    public int stride(int rank, int rows) {
      return all();
    }

    @Override
    public int length(int rank, int rows) {
      return units(rank);
    }

    @Override
    public int count(int rows) {
      return rows;
    }
  }
}
