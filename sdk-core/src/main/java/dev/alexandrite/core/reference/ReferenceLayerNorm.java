package dev.alexandrite.core.reference;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.LayerNormOp;

/**
 * Layer normalisation, one group of {@code width} elements after the other. Mean and variance take
 * two passes and are in double precision until they are stored.
 */
final class ReferenceLayerNorm {
  private final int width;
  private final int groupsPerExample;

  private ReferenceLayerNorm(LayerNormOp op) {
    width = op.width();
    groupsPerExample = op.shape().elements() / op.width();
  }

  static Kernel kernel(LayerNormOp op) {
    var loops = new ReferenceLayerNorm(op);
    return switch (op) {
      case LayerNormOp.Forward forward ->
          (in, out, state) -> loops.forward(forward.epsilon(), in, out, state.rows);
      case LayerNormOp.Gradient _ -> (in, out, state) -> loops.gradient(in, out, state.rows);
    };
  }

  private void forward(float epsilon, Buffer[] in, Buffer[] out, int rows) {
    ScalarBuffer x = ScalarBuffer.of(in[0]);
    ScalarBuffer scale = ScalarBuffer.of(in[1]);
    ScalarBuffer shift = ScalarBuffer.of(in[2]);
    ScalarBuffer y = ScalarBuffer.of(out[0]);
    for (int group = 0; group < rows * groupsPerExample; group++) {
      double mean = mean(x, group);
      double inverseDeviation = 1 / Math.sqrt(variance(x, group, mean) + epsilon);
      for (int i = 0; i < width; i++) {
        double normal = (x.get(group * width + i) - mean) * inverseDeviation;
        y.set(group * width + i, normal * scale.get(i) + shift.get(i));
      }
      ScalarBuffer.of(out[1]).set(group, mean);
      ScalarBuffer.of(out[2]).set(group, inverseDeviation);
    }
  }

  private void gradient(Buffer[] in, Buffer[] out, int rows) {
    ScalarBuffer x = ScalarBuffer.of(in[0]);
    ScalarBuffer dy = ScalarBuffer.of(in[1]);
    ScalarBuffer mean = ScalarBuffer.of(in[3]);
    ScalarBuffer inverseDeviation = ScalarBuffer.of(in[4]);
    inputGradient(
        x, dy, ScalarBuffer.of(in[2]), mean, inverseDeviation, ScalarBuffer.of(out[0]), rows);
    for (int i = 0; i < width; i++) {
      double dscale = 0;
      double dshift = 0;
      for (int group = 0; group < rows * groupsPerExample; group++) {
        int at = group * width + i;
        dscale += dy.get(at) * ((double) x.get(at) - mean.get(group)) * inverseDeviation.get(group);
        dshift += dy.get(at);
      }
      ScalarBuffer.of(out[1]).set(i, dscale);
      ScalarBuffer.of(out[2]).set(i, dshift);
    }
  }

  /**
   * With {@code g = dy · scale} and {@code x̂ = (x - mean) · inverseDeviation}: {@code dx =
   * inverseDeviation · (g - mean(g) - x̂ · mean(g · x̂))} (Ba et al., arXiv 1607.06450).
   */
  private void inputGradient(
      ScalarBuffer x,
      ScalarBuffer dy,
      ScalarBuffer scale,
      ScalarBuffer mean,
      ScalarBuffer inverseDeviation,
      ScalarBuffer dx,
      int rows) {
    for (int group = 0; group < rows * groupsPerExample; group++) {
      double inverse = inverseDeviation.get(group);
      double sum = 0;
      double sumNormal = 0;
      for (int i = 0; i < width; i++) {
        int at = group * width + i;
        double g = (double) dy.get(at) * scale.get(i);
        sum += g;
        sumNormal += g * ((double) x.get(at) - mean.get(group)) * inverse;
      }
      for (int i = 0; i < width; i++) {
        int at = group * width + i;
        double g = (double) dy.get(at) * scale.get(i);
        double normal = ((double) x.get(at) - mean.get(group)) * inverse;
        dx.set(at, inverse * (g - sum / width - normal * sumNormal / width));
      }
    }
  }

  private double mean(ScalarBuffer x, int group) {
    double sum = 0;
    for (int i = 0; i < width; i++) {
      sum += x.get(group * width + i);
    }
    return sum / width;
  }

  private double variance(ScalarBuffer x, int group, double mean) {
    double sum = 0;
    for (int i = 0; i < width; i++) {
      double difference = x.get(group * width + i) - mean;
      sum += difference * difference;
    }
    return sum / width;
  }
}
