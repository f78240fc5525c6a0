package dev.alexandrite.cpu;

import dev.alexandrite.spi.LocalResponseNormOp.Window;

/**
 * Local response normalisation across channels: windows over neighbouring ones. Channels come last
 * in memory, so the channels of one tower at one position are a run of contiguous elements; it is
 * copied between zeros, and every term of a window's sum is then one unaligned load.
 */
final class ResponseNormAcrossChannels {
  private ResponseNormAcrossChannels() {}

  /** Walks the runs: the towers of each position. */
  private abstract static class RunPlan extends RowPlan {
    final Window window;
    final int channels;
    private final int elements;

    /** Padded squares, by worker. */
    private final float[][] squares;

    /** Sums {@code k + alpha · Σ x²}, by worker. */
    private final float[][] denominators;

    RunPlan(Window window, WorkerPool pool) {
      super("padded-run", pool);
      this.window = window;
      this.channels = window.shape().channels() / window.towers();
      this.elements = window.shape().elements();
      this.squares = new float[pool.threads()][channels + window.size() - 1];
      this.denominators = new float[pool.threads()][channels];
    }

    @Override
    final void row(int row, int worker) {
      int end = (row + 1) * elements;
      for (int at = row * elements; at < end; at += channels) {
        run(at, worker);
      }
    }

    /** Computes the {@code channels} elements from {@code at} on. */
    abstract void run(int at, int worker);

    /** How many channels before f its window begins: {@code f - n/2}. */
    final int before() {
      return window.size() / 2;
    }

    final float[] denominators(int at, int worker) {
      float[] x = input(0).array();
      int xAt = input(0).offset() + at;
      Arithmetic.multiply(x, xAt, x, xAt, squares[worker], before(), channels);
      ResponseNormKernel.denominators(
          squares[worker],
          window.size(),
          window.alpha(),
          window.k(),
          denominators[worker],
          channels);
      return denominators[worker];
    }
  }

  /** Reads x, writes y. */
  static final class Forward extends RunPlan {
    Forward(Window window, WorkerPool pool) {
      super(window, pool);
    }

    @Override
    void run(int at, int worker) {
      ResponseNormKernel.normalize(
          input(0).array(),
          input(0).offset() + at,
          denominators(at, worker),
          window.beta(),
          output(0).array(),
          output(0).offset() + at,
          channels);
    }
  }

  /** Reads x, y and dy, writes dx. */
  static final class Gradient extends RunPlan {
    /** Padded {@code dy · y / d}, by worker. */
    private final float[][] ratios;

    Gradient(Window window, WorkerPool pool) {
      super(window, pool);
      this.ratios = new float[pool.threads()][channels + window.size() - 1];
    }

    @Override
    void run(int at, int worker) {
      float[] d = denominators(at, worker);
      float[] y = input(1).array();
      float[] dy = input(2).array();
      int dyAt = input(2).offset() + at;
      float[] dx = output(0).array();
      int dxAt = output(0).offset() + at;
      // Those whose window holds f are f - (n - 1 - n/2) .. f + n/2.
      int transposedBefore = window.size() - 1 - before();
      ResponseNormKernel.ratios(
          dy, dyAt, y, input(1).offset() + at, d, ratios[worker], transposedBefore, channels);
      ResponseNormKernel.normalize(dy, dyAt, d, window.beta(), dx, dxAt, channels);
      ResponseNormKernel.subtractSums(
          ratios[worker],
          window.size(),
          2 * window.beta() * window.alpha(),
          input(0).array(),
          input(0).offset() + at,
          dx,
          dxAt,
          channels);
    }
  }
}
