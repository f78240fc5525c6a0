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
import jdk.incubator.vector.VectorOperators;

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
  private final ChannelNorm norm;
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
    this.norm = new ChannelNorm(1);
    this.mean = norm.mean();
    this.factor = norm.factor();
    this.shift = norm.shift();
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
    this.norm = new ChannelNorm(op.geometry().filters());
    this.mean = norm.mean();
    this.factor = norm.factor();
    this.shift = norm.shift();
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
    norm.setFactor(CpuBuffer.of(inputs[from]), CpuBuffer.of(inputs[from + 3]), epsilon);
    norm.setShift(CpuBuffer.of(inputs[from + 1]));
    norm.setMean(CpuBuffer.of(inputs[from + 2]));
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
   * @param step from one to the next
   * @param channel the first channel
   * @param width channels
   */
  void positions(float[] y, int at, int count, int step, int channel, int width) {
    if (!normalizes) {
      return;
    }
    for (int lane = 0; lane < width; lane += LANES) {
      int valid = width - lane;
      if (silu) {
        if (valid >= LANES) {
          silu(y, at + lane, count, step, channel + lane);
        } else {
          siluOfRest(y, at + lane, count, step, channel + lane, valid);
        }
      } else if (valid >= LANES) {
        bound(y, at + lane, count, step, channel + lane);
      } else {
        boundRest(y, at + lane, count, step, channel + lane, valid);
      }
    }
  }

  /** A vector of channels that ends in bounds, which may be infinite. */
  private void bound(float[] y, int at, int count, int step, int channel) {
    FloatVector m = FloatVector.fromArray(SPECIES, mean, channel);
    FloatVector f = FloatVector.fromArray(SPECIES, factor, channel);
    FloatVector s = FloatVector.fromArray(SPECIES, shift, channel);
    int end = at + count * step;
    for (int i = at; i < end; i += step) {
      FloatVector value = FloatVector.fromArray(SPECIES, y, i).sub(m).fma(f, s);
      if (addsTerm) {
        value = FloatVector.fromArray(SPECIES, term, i + termFromY).add(value);
      }
      // Not min and max, whose care for zeros of either sign takes several instructions.
      value = value.blend(low, value.compare(VectorOperators.LE, low));
      value.blend(high, value.compare(VectorOperators.GT, high)).intoArray(y, i);
    }
  }

  /** The same for channels that fill no vector. */
  private void boundRest(float[] y, int at, int count, int step, int channel, int valid) {
    VectorMask<Float> rest = SPECIES.indexInRange(0, valid);
    FloatVector m = FloatVector.fromArray(SPECIES, mean, channel);
    FloatVector f = FloatVector.fromArray(SPECIES, factor, channel);
    FloatVector s = FloatVector.fromArray(SPECIES, shift, channel);
    int end = at + count * step;
    for (int i = at; i < end; i += step) {
      FloatVector value = FloatVector.fromArray(SPECIES, y, i, rest).sub(m).fma(f, s);
      if (addsTerm) {
        value = FloatVector.fromArray(SPECIES, term, i + termFromY, rest).add(value);
      }
      // Not min and max, whose care for zeros of either sign takes several instructions.
      value = value.blend(low, value.compare(VectorOperators.LE, low));
      value.blend(high, value.compare(VectorOperators.GT, high)).intoArray(y, i, rest);
    }
  }

  /** A vector of channels that ends in SiLU. */
  private void silu(float[] y, int at, int count, int step, int channel) {
    FloatVector m = FloatVector.fromArray(SPECIES, mean, channel);
    FloatVector f = FloatVector.fromArray(SPECIES, factor, channel);
    FloatVector s = FloatVector.fromArray(SPECIES, shift, channel);
    int end = at + count * step;
    for (int i = at; i < end; i += step) {
      FloatVector value = FloatVector.fromArray(SPECIES, y, i).sub(m).fma(f, s);
      if (addsTerm) {
        value = FloatVector.fromArray(SPECIES, term, i + termFromY).add(value);
      }
      SmoothActivations.silu(value).intoArray(y, i);
    }
  }

  /** The same for channels that fill no vector. */
  private void siluOfRest(float[] y, int at, int count, int step, int channel, int valid) {
    VectorMask<Float> rest = SPECIES.indexInRange(0, valid);
    FloatVector m = FloatVector.fromArray(SPECIES, mean, channel);
    FloatVector f = FloatVector.fromArray(SPECIES, factor, channel);
    FloatVector s = FloatVector.fromArray(SPECIES, shift, channel);
    int end = at + count * step;
    for (int i = at; i < end; i += step) {
      FloatVector value = FloatVector.fromArray(SPECIES, y, i, rest).sub(m).fma(f, s);
      if (addsTerm) {
        value = FloatVector.fromArray(SPECIES, term, i + termFromY, rest).add(value);
      }
      SmoothActivations.silu(value).intoArray(y, i, rest);
    }
  }
}
