package dev.alexandrite.core.reference;

import static dev.alexandrite.spi.AdaptivePoolingOp.end;
import static dev.alexandrite.spi.AdaptivePoolingOp.start;

import dev.alexandrite.spi.AdaptivePoolingOp;

/** Average pooling to a given size, sums in double precision. */
final class ReferenceAdaptivePooling {
  private final int channels;
  private final int height;
  private final int width;
  private final int outHeight;
  private final int outWidth;

  private ReferenceAdaptivePooling(AdaptivePoolingOp op) {
    channels = op.input().channels();
    height = op.input().height();
    width = op.input().width();
    outHeight = op.outHeight();
    outWidth = op.outWidth();
  }

  static Kernel kernel(AdaptivePoolingOp op) {
    var loops = new ReferenceAdaptivePooling(op);
    return switch (op) {
      case AdaptivePoolingOp.Forward _ ->
          (in, out, state) ->
              loops.forward(ScalarBuffer.of(in[0]), ScalarBuffer.of(out[0]), state.rows);
      case AdaptivePoolingOp.Gradient _ ->
          (in, out, state) ->
              loops.gradient(ScalarBuffer.of(in[0]), ScalarBuffer.of(out[0]), state.rows);
    };
  }

  private void forward(ScalarBuffer x, ScalarBuffer y, int rows) {
    for (int map = 0; map < rows * channels; map++) {
      for (int oy = 0; oy < outHeight; oy++) {
        for (int ox = 0; ox < outWidth; ox++) {
          double sum = 0;
          for (int iy = start(oy, height, outHeight); iy < end(oy, height, outHeight); iy++) {
            for (int ix = start(ox, width, outWidth); ix < end(ox, width, outWidth); ix++) {
              sum += x.get((map * height + iy) * width + ix);
            }
          }
          y.set((map * outHeight + oy) * outWidth + ox, sum / size(oy, ox));
        }
      }
    }
  }

  private void gradient(ScalarBuffer dy, ScalarBuffer dx, int rows) {
    double[] sums = new double[rows * channels * height * width];
    for (int map = 0; map < rows * channels; map++) {
      for (int oy = 0; oy < outHeight; oy++) {
        for (int ox = 0; ox < outWidth; ox++) {
          double share = dy.get((map * outHeight + oy) * outWidth + ox) / (double) size(oy, ox);
          for (int iy = start(oy, height, outHeight); iy < end(oy, height, outHeight); iy++) {
            for (int ix = start(ox, width, outWidth); ix < end(ox, width, outWidth); ix++) {
              sums[(map * height + iy) * width + ix] += share;
            }
          }
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      dx.set(i, sums[i]);
    }
  }

  private int size(int oy, int ox) {
    int rows = end(oy, height, outHeight) - start(oy, height, outHeight);
    return rows * (end(ox, width, outWidth) - start(ox, width, outWidth));
  }
}
