package dev.alexandrite.core.reference;

import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Ties;

/**
 * Maximum and average pooling over windows clipped to the map. Gradients gather: an input sums, in
 * double precision, over the windows that hold it.
 */
final class ReferencePooling {
  private final PoolingGeometry g;

  private ReferencePooling(PoolingGeometry geometry) {
    g = geometry;
  }

  static Kernel kernel(PoolingOp op) {
    var loops = new ReferencePooling(op.geometry());
    return switch (op) {
      case PoolingOp.MaxForward _ ->
          (in, out, state) ->
              loops.maxForward(ScalarBuffer.of(in[0]), ScalarBuffer.of(out[0]), state.rows);
      case PoolingOp.MaxGradient gradient ->
          (in, out, state) ->
              loops.maxGradient(
                  gradient.ties(),
                  ScalarBuffer.of(in[0]),
                  ScalarBuffer.of(in[1]),
                  ScalarBuffer.of(in[2]),
                  ScalarBuffer.of(out[0]),
                  state.rows);
      case PoolingOp.AverageForward forward ->
          (in, out, state) ->
              loops.averageForward(
                  forward.countPadding(),
                  ScalarBuffer.of(in[0]),
                  ScalarBuffer.of(out[0]),
                  state.rows);
      case PoolingOp.AverageGradient gradient ->
          (in, out, state) ->
              loops.averageGradient(
                  gradient.countPadding(),
                  ScalarBuffer.of(in[0]),
                  ScalarBuffer.of(out[0]),
                  state.rows);
    };
  }

  private void maxForward(ScalarBuffer x, ScalarBuffer y, int rows) {
    for (int map = 0; map < rows * g.channels(); map++) {
      for (int oy = 0; oy < g.outHeight(); oy++) {
        for (int ox = 0; ox < g.outWidth(); ox++) {
          float max = Float.NEGATIVE_INFINITY;
          for (int iy = top(oy); iy < bottom(oy); iy += g.dilationY()) {
            for (int ix = left(ox); ix < right(ox); ix += g.dilationX()) {
              max = Math.max(max, x.get(input(map, iy, ix)));
            }
          }
          y.set(output(map, oy, ox), max);
        }
      }
    }
  }

  private void maxGradient(
      Ties ties, ScalarBuffer x, ScalarBuffer y, ScalarBuffer dy, ScalarBuffer dx, int rows) {
    for (int map = 0; map < rows * g.channels(); map++) {
      for (int iy = 0; iy < g.height(); iy++) {
        for (int ix = 0; ix < g.width(); ix++) {
          int at = input(map, iy, ix);
          double sum = 0;
          for (int oy = 0; oy < g.outHeight(); oy++) {
            for (int ox = 0; ox < g.outWidth() && holdsRow(oy, iy); ox++) {
              if (holdsColumn(ox, ix)
                  && x.get(at) == y.get(output(map, oy, ox))
                  && (ties == Ties.ALL || at == firstMaximum(x, y, map, oy, ox))) {
                sum += dy.get(output(map, oy, ox));
              }
            }
          }
          dx.set(at, sum);
        }
      }
    }
  }

  private int firstMaximum(ScalarBuffer x, ScalarBuffer y, int map, int oy, int ox) {
    for (int iy = top(oy); iy < bottom(oy); iy += g.dilationY()) {
      for (int ix = left(ox); ix < right(ox); ix += g.dilationX()) {
        if (x.get(input(map, iy, ix)) == y.get(output(map, oy, ox))) {
          return input(map, iy, ix);
        }
      }
    }
    return -1;
  }

  private void averageForward(boolean countPadding, ScalarBuffer x, ScalarBuffer y, int rows) {
    for (int map = 0; map < rows * g.channels(); map++) {
      for (int oy = 0; oy < g.outHeight(); oy++) {
        for (int ox = 0; ox < g.outWidth(); ox++) {
          double sum = 0;
          for (int iy = top(oy); iy < bottom(oy); iy += g.dilationY()) {
            for (int ix = left(ox); ix < right(ox); ix += g.dilationX()) {
              sum += x.get(input(map, iy, ix));
            }
          }
          y.set(output(map, oy, ox), sum / divisor(countPadding, oy, ox));
        }
      }
    }
  }

  private void averageGradient(boolean countPadding, ScalarBuffer dy, ScalarBuffer dx, int rows) {
    for (int map = 0; map < rows * g.channels(); map++) {
      for (int iy = 0; iy < g.height(); iy++) {
        for (int ix = 0; ix < g.width(); ix++) {
          double sum = 0;
          for (int oy = 0; oy < g.outHeight(); oy++) {
            for (int ox = 0; ox < g.outWidth() && holdsRow(oy, iy); ox++) {
              if (holdsColumn(ox, ix)) {
                sum += (double) dy.get(output(map, oy, ox)) / divisor(countPadding, oy, ox);
              }
            }
          }
          dx.set(input(map, iy, ix), sum);
        }
      }
    }
  }

  /** How many elements of the window lie within the map, or within the padded map. */
  private int divisor(boolean countPadding, int oy, int ox) {
    if (!countPadding) {
      return count(top(oy), bottom(oy), g.dilationY()) * count(left(ox), right(ox), g.dilationX());
    }
    int startY = oy * g.strideY() - g.padTop();
    int startX = ox * g.strideX() - g.padLeft();
    int endY = Math.min(end(startY, g.kernelHeight(), g.dilationY()), g.height() + g.padBottom());
    int endX = Math.min(end(startX, g.kernelWidth(), g.dilationX()), g.width() + g.padRight());
    return count(startY, endY, g.dilationY()) * count(startX, endX, g.dilationX());
  }

  private boolean holdsRow(int oy, int iy) {
    return iy >= top(oy) && iy < bottom(oy) && (iy - top(oy)) % g.dilationY() == 0;
  }

  private boolean holdsColumn(int ox, int ix) {
    return ix >= left(ox) && ix < right(ox) && (ix - left(ox)) % g.dilationX() == 0;
  }

  /** The window's first row within the map. */
  private int top(int oy) {
    return first(oy * g.strideY() - g.padTop(), g.dilationY());
  }

  private int bottom(int oy) {
    int start = oy * g.strideY() - g.padTop();
    return Math.min(end(start, g.kernelHeight(), g.dilationY()), g.height());
  }

  private int left(int ox) {
    return first(ox * g.strideX() - g.padLeft(), g.dilationX());
  }

  private int right(int ox) {
    int start = ox * g.strideX() - g.padLeft();
    return Math.min(end(start, g.kernelWidth(), g.dilationX()), g.width());
  }

  /** The first of {@code start, start + dilation, ..} that is not negative. */
  private static int first(int start, int dilation) {
    return start < 0 ? Math.floorMod(start, dilation) : start;
  }

  /** Just beyond a window's last element. */
  private static int end(int start, int kernel, int dilation) {
    return start + (kernel - 1) * dilation + 1;
  }

  /** How many of {@code start, start + dilation, ..} are below the end. */
  private static int count(int start, int end, int dilation) {
    return Math.ceilDiv(end - start, dilation);
  }

  private int input(int map, int iy, int ix) {
    return (map * g.height() + iy) * g.width() + ix;
  }

  private int output(int map, int oy, int ox) {
    return (map * g.outHeight() + oy) * g.outWidth() + ox;
  }
}
