package dev.alexandrite.cpu;

import dev.alexandrite.spi.LocalResponseNormOp.Window;
import java.util.Arrays;

/** Local response normalisation within a channel: windows over neighbouring positions. */
final class ResponseNormWithinChannel {
  private ResponseNormWithinChannel() {}

  /** Walks positions and the windows around them. */
  private abstract static class PositionPlan extends RowPlan {
    private static final int SQUARES = 0;

    final Window window;
    final int channels;
    final int elements;

    /** One window's sums, then its denominators, by worker. */
    final float[][] sums;

    private final int height;
    private final int width;
    private final int scratchRows;
    private final int threads;

    PositionPlan(Window window, int scratchRows, WorkerPool pool) {
      super("direct", pool);
      this.scratchRows = scratchRows;
      this.threads = pool.threads();
      this.window = window;
      this.channels = window.shape().channels();
      this.height = window.shape().height();
      this.width = window.shape().width();
      this.elements = window.shape().elements();
      this.sums = new float[pool.threads()][channels];
    }

    @Override
    public final long workspaceElements() {
      return (long) threads * scratchRows * elements;
    }

    /** Where a worker's scratch row begins in the workspace. */
    final int scratch(int worker, int which) {
      return workspace().offset() + (worker * scratchRows + which) * elements;
    }

    final int positions() {
      return height * width;
    }

    /** The sum of terms over positions from {@code before} before to {@code after} after. */
    final float[] windowSum(
        int position, int before, int after, float[] terms, int termsAt, int worker) {
      float[] sum = sums[worker];
      Arrays.fill(sum, 0f);
      int centreY = position / width;
      int centreX = position % width;
      int endY = Math.min(centreY + after + 1, height);
      int endX = Math.min(centreX + after + 1, width);
      for (int y = Math.max(centreY - before, 0); y < endY; y++) {
        for (int x = Math.max(centreX - before, 0); x < endX; x++) {
          int at = termsAt + (y * width + x) * channels;
          Arithmetic.add(sum, 0, terms, at, sum, 0, channels);
        }
      }
      return sum;
    }

    /** Squares one row of x into the worker's scratch. */
    final void square(int row, int worker) {
      float[] x = input(0).array();
      int xAt = input(0).offset() + row * elements;
      Arithmetic.multiply(x, xAt, x, xAt, workspace().array(), scratch(worker, SQUARES), elements);
    }

    /** {@code k + alpha · Σ x²} at one position of the row last squared. */
    final float[] denominators(int position, int worker) {
      int before = window.size() / 2;
      int after = window.size() - 1 - before;
      float[] d =
          windowSum(position, before, after, workspace().array(), scratch(worker, SQUARES), worker);
      ResponseNormKernel.denominators(d, 1, window.alpha(), window.k(), d, channels);
      return d;
    }
  }

  /** Reads x, writes y. */
  static final class Forward extends PositionPlan {
    Forward(Window window, WorkerPool pool) {
      super(window, 1, pool);
    }

    @Override
    void row(int row, int worker) {
      square(row, worker);
      for (int p = 0; p < positions(); p++) {
        int at = row * elements + p * channels;
        ResponseNormKernel.normalize(
            input(0).array(),
            input(0).offset() + at,
            denominators(p, worker),
            window.beta(),
            output(0).array(),
            output(0).offset() + at,
            channels);
      }
    }
  }

  /** Reads x, y and dy, writes dx. */
  static final class Gradient extends PositionPlan {
    private static final int RATIOS = 1;

    Gradient(Window window, WorkerPool pool) {
      super(window, 2, pool);
    }

    @Override
    void row(int row, int worker) {
      float[] ratios = workspace().array();
      int ratiosAt = scratch(worker, RATIOS);
      square(row, worker);
      normalizeGradient(row, worker, ratios, ratiosAt);
      subtractNeighbours(row, worker, ratios, ratiosAt);
    }

    /** {@code dx = dy · d^-beta}, keeping {@code dy · y / d}. */
    private void normalizeGradient(int row, int worker, float[] ratios, int ratiosAt) {
      for (int p = 0; p < positions(); p++) {
        int at = row * elements + p * channels;
        float[] d = denominators(p, worker);
        ResponseNormKernel.ratios(
            input(2).array(),
            input(2).offset() + at,
            input(1).array(),
            input(1).offset() + at,
            d,
            ratios,
            ratiosAt + p * channels,
            channels);
        ResponseNormKernel.normalize(
            input(2).array(),
            input(2).offset() + at,
            d,
            window.beta(),
            output(0).array(),
            output(0).offset() + at,
            channels);
      }
    }

    /** {@code dx -= 2 · beta · alpha · x · Σ dy · y / d} over those whose window holds x. */
    private void subtractNeighbours(int row, int worker, float[] ratios, int ratiosAt) {
      int after = window.size() / 2;
      int before = window.size() - 1 - after;
      float factor = 2 * window.beta() * window.alpha();
      for (int p = 0; p < positions(); p++) {
        int at = row * elements + p * channels;
        float[] sum = windowSum(p, before, after, ratios, ratiosAt, worker);
        ResponseNormKernel.subtractSums(
            sum,
            1,
            factor,
            input(0).array(),
            input(0).offset() + at,
            output(0).array(),
            output(0).offset() + at,
            channels);
      }
    }
  }
}
