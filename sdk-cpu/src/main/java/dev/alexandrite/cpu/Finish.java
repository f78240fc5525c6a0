package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.UnaryFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * What a convolution does with results while they are in the cache: normalisation by the running
 * statistics, the sum of a shortcut, an activation. Every result goes through the same operations
 * as in passes of their own, and has the same bits.
 */
final class Finish {
  private final boolean relu;
  private final boolean normalizes;
  private final boolean addsTerm;
  private final boolean silu;
  private final float low;
  private final float high;
  private final float epsilon;
  private final int channels;
  private final ChannelCycle cycle;
  private final float[] mean;
  private final float[] factor;
  private final float[] shift;
  private float[] term = {};
  private int termFromY;

  private Finish(boolean relu) {
    this.relu = relu;
    this.normalizes = false;
    this.addsTerm = false;
    this.silu = false;
    this.low = 0;
    this.high = 0;
    this.epsilon = 0;
    this.channels = 1;
    this.cycle = new ChannelCycle(channels);
    this.mean = new float[0];
    this.factor = mean;
    this.shift = mean;
  }

  private Finish(ConvolutionOp.NormalizedForward op) {
    Op last = op.activation().orElse(null);
    this.relu = false;
    this.normalizes = true;
    this.addsTerm = op.residual();
    this.silu =
        last instanceof ActivationOp.Forward(_, Activation function) && function == Activation.SILU;
    switch (last) {
      case ActivationOp.Forward(_, Activation function) when function == Activation.RELU -> {
        this.low = 0;
        this.high = Float.POSITIVE_INFINITY;
      }
      case ElementwiseOp.Unary(UnaryFunction.Clip(float least, float most), _) -> {
        this.low = least;
        this.high = most;
      }
      case null, default -> {
        this.low = Float.NEGATIVE_INFINITY;
        this.high = Float.POSITIVE_INFINITY;
      }
    }
    this.epsilon = op.norm().epsilon();
    this.channels = op.geometry().filters();
    this.cycle = new ChannelCycle(channels);
    this.mean = cycle.numbers();
    this.factor = cycle.numbers();
    this.shift = cycle.numbers();
  }

  /** Nothing but, perhaps, ReLU together with the bias. */
  static Finish plain(boolean relu) {
    return new Finish(relu);
  }

  static Finish of(ConvolutionOp.Forward op) {
    return plain(Epilogue.relu(op.activation()));
  }

  static Finish of(ConvolutionOp.NormalizedForward op) {
    return new Finish(op);
  }

  /** Whether ReLU is applied together with the bias, see {@link Epilogue}. */
  boolean relu() {
    return relu;
  }

  /**
   * Begins a run.
   *
   * @param inputs of the operator
   * @param from the first behind the convolution's own
   * @param y what the results are written to
   */
  void start(Buffer[] inputs, int from, CpuBuffer y) {
    if (!normalizes) {
      return;
    }
    CpuBuffer scale = CpuBuffer.of(inputs[from]);
    CpuBuffer variance = CpuBuffer.of(inputs[from + 3]);
    for (int c = 0; c < channels; c++) {
      float inverse =
          BatchNormKernel.inverseDeviation(variance.array()[variance.offset() + c], epsilon);
      factor[c] = scale.array()[scale.offset() + c] * inverse;
    }
    cycle.repeat(factor);
    cycle.copy(CpuBuffer.of(inputs[from + 1]), shift);
    cycle.copy(CpuBuffer.of(inputs[from + 2]), mean);
    if (addsTerm) {
      CpuBuffer added = CpuBuffer.of(inputs[from + 4]);
      term = added.array();
      termFromY = added.offset() - y.offset();
    }
  }

  /**
   * Finishes some channels of some positions.
   *
   * @param y holds the sums, with their biases
   * @param at where the first position's first channel is
   * @param count positions
   * @param step from one to the next; if it is {@code width}, these are all channels
   * @param channel the first channel
   * @param width channels
   */
  void positions(float[] y, int at, int count, int step, int channel, int width) {
    if (!normalizes) {
      return;
    }
    if (step == width) {
      range(y, at, count * width, channel);
    } else {
      for (int i = 0; i < count; i++) {
        range(y, at + i * step, width, channel);
      }
    }
  }

  private void range(float[] y, int at, int count, int channel) {
    if (silu) {
      silu(y, at, count, channel);
    } else {
      bounded(y, at, count, channel);
    }
  }

  private void bounded(float[] y, int at, int count, int channel) {
    int c = channel;
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector value = normalized(FloatVector.fromArray(SPECIES, y, at + i), c);
      if (addsTerm) {
        value = FloatVector.fromArray(SPECIES, term, at + i + termFromY).add(value);
      }
      value.max(low).min(high).intoArray(y, at + i);
      c = cycle.next(c);
    }
    if (i < count) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, count);
      FloatVector value = normalized(FloatVector.fromArray(SPECIES, y, at + i, rest), c);
      if (addsTerm) {
        value = FloatVector.fromArray(SPECIES, term, at + i + termFromY, rest).add(value);
      }
      value.max(low).min(high).intoArray(y, at + i, rest);
    }
  }

  private void silu(float[] y, int at, int count, int channel) {
    int c = channel;
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector value = normalized(FloatVector.fromArray(SPECIES, y, at + i), c);
      if (addsTerm) {
        value = FloatVector.fromArray(SPECIES, term, at + i + termFromY).add(value);
      }
      SmoothActivations.silu(value).intoArray(y, at + i);
      c = cycle.next(c);
    }
    if (i < count) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, count);
      FloatVector value = normalized(FloatVector.fromArray(SPECIES, y, at + i, rest), c);
      if (addsTerm) {
        value = FloatVector.fromArray(SPECIES, term, at + i + termFromY, rest).add(value);
      }
      SmoothActivations.silu(value).intoArray(y, at + i, rest);
    }
  }

  private FloatVector normalized(FloatVector sum, int channel) {
    return sum.sub(FloatVector.fromArray(SPECIES, mean, channel))
        .fma(
            FloatVector.fromArray(SPECIES, factor, channel),
            FloatVector.fromArray(SPECIES, shift, channel));
  }
}
