package dev.alexandrite.core.reference;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.tensor.ConvolutionGeometry;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions and locally connected layers, one sum for each element of the result. Sums run in
 * double precision: they have up to tens of thousands of terms.
 */
final class ReferenceConvolution {
  private final ConvolutionGeometry g;
  private final boolean shared;
  private final int groupChannels;
  private final int groupFilters;
  private final int outHeight;
  private final int outWidth;

  private ReferenceConvolution(ConvolutionOp op) {
    g = op.geometry();
    shared = op.shared();
    groupChannels = g.channels() / g.groups();
    groupFilters = g.filters() / g.groups();
    outHeight = g.outHeight();
    outWidth = g.outWidth();
  }

  static Kernel kernel(ConvolutionOp op) {
    var loops = new ReferenceConvolution(op);
    return switch (op) {
      case ConvolutionOp.Forward forward ->
          (in, out, state) ->
              loops.forward(
                  forward,
                  ScalarBuffer.of(in[0]),
                  ScalarBuffer.of(in[1]),
                  forward.bias() ? ScalarBuffer.of(in[2]) : null,
                  ScalarBuffer.of(out[0]),
                  state.rows);
      case ConvolutionOp.NormalizedForward fused ->
          throw new IllegalArgumentException("has no loops of its own: " + fused);
      case ConvolutionOp.InputGradient _ ->
          (in, out, state) ->
              loops.inputGradient(
                  ScalarBuffer.of(in[0]),
                  ScalarBuffer.of(in[1]),
                  ScalarBuffer.of(out[0]),
                  state.rows);
      case ConvolutionOp.WeightGradient gradient ->
          (in, out, state) -> {
            ScalarBuffer dy = ScalarBuffer.of(in[1]);
            loops.weightGradient(ScalarBuffer.of(in[0]), dy, ScalarBuffer.of(out[0]), state.rows);
            if (gradient.bias()) {
              loops.biasGradient(dy, ScalarBuffer.of(out[1]), state.rows);
            }
          };
    };
  }

  private void forward(
      ConvolutionOp.Forward op,
      ScalarBuffer x,
      ScalarBuffer weights,
      @Nullable ScalarBuffer biases,
      ScalarBuffer y,
      int rows) {
    for (int n = 0; n < rows; n++) {
      for (int f = 0; f < g.filters(); f++) {
        for (int oy = 0; oy < outHeight; oy++) {
          for (int ox = 0; ox < outWidth; ox++) {
            double sum = biases == null ? 0 : biases.get(bias(f, oy, ox));
            for (int c = 0; c < groupChannels; c++) {
              for (int ky = 0; ky < g.kernelHeight(); ky++) {
                for (int kx = 0; kx < g.kernelWidth(); kx++) {
                  int iy = oy * g.strideY() - g.padTop() + ky * g.dilationY();
                  int ix = ox * g.strideX() - g.padLeft() + kx * g.dilationX();
                  if (inside(iy, ix)) {
                    sum +=
                        (double) x.get(input(n, firstChannel(f) + c, iy, ix))
                            * weights.get(weight(f, oy, ox, c, ky, kx));
                  }
                }
              }
            }
            y.set(output(n, f, oy, ox), ReferenceActivation.value(op.activation(), sum));
          }
        }
      }
    }
  }

  /** Gathers: an input sums over the outputs that it took part in. */
  private void inputGradient(ScalarBuffer dy, ScalarBuffer weights, ScalarBuffer dx, int rows) {
    for (int n = 0; n < rows; n++) {
      for (int channel = 0; channel < g.channels(); channel++) {
        int group = channel / groupChannels;
        int c = channel % groupChannels;
        for (int iy = 0; iy < g.height(); iy++) {
          for (int ix = 0; ix < g.width(); ix++) {
            double sum = 0;
            for (int f = group * groupFilters; f < (group + 1) * groupFilters; f++) {
              for (int ky = 0; ky < g.kernelHeight(); ky++) {
                int oy = outputOf(iy + g.padTop() - ky * g.dilationY(), g.strideY(), outHeight);
                for (int kx = 0; oy >= 0 && kx < g.kernelWidth(); kx++) {
                  int ox = outputOf(ix + g.padLeft() - kx * g.dilationX(), g.strideX(), outWidth);
                  if (ox >= 0) {
                    sum +=
                        (double) dy.get(output(n, f, oy, ox))
                            * weights.get(weight(f, oy, ox, c, ky, kx));
                  }
                }
              }
            }
            dx.set(input(n, channel, iy, ix), sum);
          }
        }
      }
    }
  }

  private void weightGradient(ScalarBuffer x, ScalarBuffer dy, ScalarBuffer dw, int rows) {
    for (int f = 0; f < g.filters(); f++) {
      for (int c = 0; c < groupChannels; c++) {
        for (int ky = 0; ky < g.kernelHeight(); ky++) {
          for (int kx = 0; kx < g.kernelWidth(); kx++) {
            double sum = 0;
            for (int oy = 0; oy < outHeight; oy++) {
              for (int ox = 0; ox < outWidth; ox++) {
                double term = weightGradientAt(x, dy, rows, f, c, ky, kx, oy, ox);
                if (shared) {
                  sum += term;
                } else {
                  dw.set(weight(f, oy, ox, c, ky, kx), term);
                }
              }
            }
            if (shared) {
              dw.set(weight(f, 0, 0, c, ky, kx), sum);
            }
          }
        }
      }
    }
  }

  /** What one output position contributes to a weight, over the batch. */
  private double weightGradientAt(
      ScalarBuffer x, ScalarBuffer dy, int rows, int f, int c, int ky, int kx, int oy, int ox) {
    int iy = oy * g.strideY() - g.padTop() + ky * g.dilationY();
    int ix = ox * g.strideX() - g.padLeft() + kx * g.dilationX();
    double sum = 0;
    for (int n = 0; inside(iy, ix) && n < rows; n++) {
      sum += (double) dy.get(output(n, f, oy, ox)) * x.get(input(n, firstChannel(f) + c, iy, ix));
    }
    return sum;
  }

  private void biasGradient(ScalarBuffer dy, ScalarBuffer db, int rows) {
    for (int f = 0; f < g.filters(); f++) {
      double sum = 0;
      for (int oy = 0; oy < outHeight; oy++) {
        for (int ox = 0; ox < outWidth; ox++) {
          double term = 0;
          for (int n = 0; n < rows; n++) {
            term += dy.get(output(n, f, oy, ox));
          }
          sum += term;
          if (!shared) {
            db.set(bias(f, oy, ox), term);
          }
        }
      }
      if (shared) {
        db.set(f, sum);
      }
    }
  }

  /** The output position whose window starts at {@code start} in the padded map, or -1. */
  private static int outputOf(int start, int stride, int size) {
    return start >= 0 && start % stride == 0 && start / stride < size ? start / stride : -1;
  }

  private boolean inside(int iy, int ix) {
    return iy >= 0 && iy < g.height() && ix >= 0 && ix < g.width();
  }

  private int firstChannel(int filter) {
    return filter / groupFilters * groupChannels;
  }

  private int input(int n, int channel, int iy, int ix) {
    return ((n * g.channels() + channel) * g.height() + iy) * g.width() + ix;
  }

  private int output(int n, int filter, int oy, int ox) {
    return ((n * g.filters() + filter) * outHeight + oy) * outWidth + ox;
  }

  private int weight(int filter, int oy, int ox, int c, int ky, int kx) {
    int set = shared ? filter : (oy * outWidth + ox) * g.filters() + filter;
    return ((set * groupChannels + c) * g.kernelHeight() + ky) * g.kernelWidth() + kx;
  }

  private int bias(int filter, int oy, int ox) {
    return shared ? filter : (filter * outHeight + oy) * outWidth + ox;
  }
}
