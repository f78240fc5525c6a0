package dev.alexandrite.observe.runs;

import java.util.Arrays;

/**
 * Several curves over one axis, in bounded memory: when there is no room, neighbours become their
 * mean, and from then on as many points together become one. Not thread-safe.
 */
final class Curves {
  /** More than a chart has pixels for. */
  private static final int CAPACITY = 512;

  private final double[] x = new double[CAPACITY];
  private final double[][] y;
  private int size;
  private int stride = 1;

  /** The sums of the points that are not yet as many as one stands for. */
  private final double[] sums;

  private int pending;
  private double lastX = Double.NEGATIVE_INFINITY;

  Curves(int count) {
    y = new double[count][CAPACITY];
    sums = new double[count];
  }

  /** Whether a point at a place is behind all others; only such points are taken. */
  boolean isBehind(double place) {
    return place > lastX;
  }

  /** Begins a point; {@link #value} follows for every curve, then {@link #end}. */
  void begin(double place) {
    lastX = place;
  }

  void value(int curve, double value) {
    sums[curve] += value;
  }

  void end() {
    if (++pending < stride) {
      return;
    }
    if (size == CAPACITY) {
      halve();
    }
    if (pending < stride) { // it has just doubled
      return;
    }
    x[size] = lastX;
    for (int curve = 0; curve < y.length; curve++) {
      y[curve][size] = sums[curve] / pending;
      sums[curve] = 0;
    }
    size++;
    pending = 0;
  }

  private void halve() {
    size = CAPACITY / 2;
    for (int i = 0; i < size; i++) {
      x[i] = x[2 * i + 1];
      for (double[] curve : y) {
        curve[i] = (curve[2 * i] + curve[2 * i + 1]) / 2;
      }
    }
    stride *= 2;
  }

  double[] places() {
    double[] all = Arrays.copyOf(x, size + (pending > 0 ? 1 : 0));
    if (pending > 0) {
      all[size] = lastX;
    }
    return all;
  }

  /** What began a point and did not fill it is shown as it is. */
  double[] values(int curve) {
    double[] all = Arrays.copyOf(y[curve], size + (pending > 0 ? 1 : 0));
    if (pending > 0) {
      all[size] = sums[curve] / pending;
    }
    return all;
  }
}
