package dev.alexandrite.cpu;

/**
 * {@code y = (x - mean) · factor + shift} with numbers of each channel in a {@link ChannelCycle},
 * where {@code factor} is the scale by the deviation: what normalisation by any statistics ends
 * with.
 */
final class ChannelNorm {
  private final int channels;
  private final ChannelCycle cycle;
  private final float[] mean;
  private final float[] factor;
  private final float[] shift;

  ChannelNorm(int channels) {
    this.channels = channels;
    this.cycle = new ChannelCycle(channels);
    this.mean = cycle.numbers();
    this.factor = cycle.numbers();
    this.shift = cycle.numbers();
  }

  /** The means, which a vector may be read from at any channel. */
  float[] mean() {
    return mean;
  }

  /** The factors, as the means. */
  float[] factor() {
    return factor;
  }

  /** The shifts, as the means. */
  float[] shift() {
    return shift;
  }

  void setMean(CpuBuffer values) {
    cycle.copy(values, mean);
  }

  void setShift(CpuBuffer values) {
    cycle.copy(values, shift);
  }

  /** Scale and inverse deviation. */
  void setFactor(CpuBuffer scale, CpuBuffer inverse) {
    for (int c = 0; c < channels; c++) {
      factor[c] = scale.array()[scale.offset() + c] * inverse.array()[inverse.offset() + c];
    }
    cycle.repeat(factor);
  }

  /** Scale and variance. */
  void setFactor(CpuBuffer scale, CpuBuffer variance, float epsilon) {
    for (int c = 0; c < channels; c++) {
      float inverse =
          BatchNormKernel.inverseDeviation(variance.array()[variance.offset() + c], epsilon);
      factor[c] = scale.array()[scale.offset() + c] * inverse;
    }
    cycle.repeat(factor);
  }

  /** Normalises one example of so many elements. */
  void row(CpuBuffer x, CpuBuffer y, int row, int elements) {
    int at = row * elements;
    BatchNormKernel.normalize(
        cycle,
        x.array(),
        x.offset() + at,
        mean,
        factor,
        shift,
        y.array(),
        y.offset() + at,
        elements);
  }
}
