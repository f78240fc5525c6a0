package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The kernels of depthwise convolutions, where every channel has a filter of its own. Vectors run
 * over channels; the last one, where it is not filled, begins earlier and computes some channels
 * again. Every sum is one chain of fused multiply-adds that ascends through (ky, kx).
 */
final class DepthwiseKernel {
  /** Results side by side that share the weights they load. */
  static final int COLUMNS = 4;

  private final int channels;
  private final int advance;
  private final int inputRow;
  private final int inputTap;
  private final int weightRow;
  private final int weightTap;
  private final int place;
  private final boolean relu;

  /**
   * Distances are in elements.
   *
   * @param channels the channels
   * @param advance from the inputs of one result to those of the next
   * @param inputRow from the inputs of one row of taps to those of the next
   * @param inputTap from one tap's input to the next
   * @param weightRow from the weights of one row of taps to those of the next
   * @param weightTap from one tap's weights to the next
   * @param place from one result to the next
   * @param relu whether ReLU is applied
   */
  DepthwiseKernel(
      int channels,
      int advance,
      int inputRow,
      int inputTap,
      int weightRow,
      int weightTap,
      int place,
      boolean relu) {
    this.channels = channels;
    this.advance = advance;
    this.inputRow = inputRow;
    this.inputTap = inputTap;
    this.weightRow = weightRow;
    this.weightTap = weightTap;
    this.place = place;
    this.relu = relu;
  }

  /**
   * Computes all channels of some neighbouring results, which meet the same taps.
   *
   * @param x holds the maps
   * @param xAt the input of the first result's first tap
   * @param rows of taps
   * @param taps of a row
   * @param w holds the weights
   * @param wAt those of the first tap
   * @param bias one a channel
   * @param biasAt where they begin
   * @param y receives the results
   * @param yAt where the first goes
   * @param count how many
   */
  void run(
      float[] x,
      int xAt,
      int rows,
      int taps,
      float[] w,
      int wAt,
      float[] bias,
      int biasAt,
      float[] y,
      int yAt,
      int count) {
    int i = 0;
    if (channels < LANES) {
      for (; i < count; i++) {
        few(x, xAt + i * advance, rows, taps, w, wAt, bias, biasAt, y, yAt + i * place);
      }
    }
    for (; i <= count - COLUMNS; i += COLUMNS) {
      four(x, xAt + i * advance, rows, taps, w, wAt, bias, biasAt, y, yAt + i * place);
    }
    for (; i < count; i++) {
      one(x, xAt + i * advance, rows, taps, w, wAt, bias, biasAt, y, yAt + i * place);
    }
  }

  private void four(
      float[] x,
      int xAt,
      int rows,
      int taps,
      float[] w,
      int wAt,
      float[] bias,
      int biasAt,
      float[] y,
      int yAt) {
    for (int next = 0; next < channels; next += LANES) {
      int c = Math.min(next, channels - LANES);
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = FloatVector.zero(SPECIES);
      FloatVector s2 = FloatVector.zero(SPECIES);
      FloatVector s3 = FloatVector.zero(SPECIES);
      for (int row = 0; row < rows; row++) {
        int weights = wAt + c + row * weightRow;
        int inputs = xAt + c + row * inputRow;
        for (int tap = 0; tap < taps; tap++) {
          FloatVector u = FloatVector.fromArray(SPECIES, w, weights);
          s0 = FloatVector.fromArray(SPECIES, x, inputs).fma(u, s0);
          s1 = FloatVector.fromArray(SPECIES, x, inputs + advance).fma(u, s1);
          s2 = FloatVector.fromArray(SPECIES, x, inputs + 2 * advance).fma(u, s2);
          s3 = FloatVector.fromArray(SPECIES, x, inputs + 3 * advance).fma(u, s3);
          weights += weightTap;
          inputs += inputTap;
        }
      }
      FloatVector b = FloatVector.fromArray(SPECIES, bias, biasAt + c);
      store(b.add(s0), y, yAt + c);
      store(b.add(s1), y, yAt + c + place);
      store(b.add(s2), y, yAt + c + 2 * place);
      store(b.add(s3), y, yAt + c + 3 * place);
    }
  }

  private void one(
      float[] x,
      int xAt,
      int rows,
      int taps,
      float[] w,
      int wAt,
      float[] bias,
      int biasAt,
      float[] y,
      int yAt) {
    for (int next = 0; next < channels; next += LANES) {
      int c = Math.min(next, channels - LANES);
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int row = 0; row < rows; row++) {
        int weights = wAt + c + row * weightRow;
        int inputs = xAt + c + row * inputRow;
        for (int tap = 0; tap < taps; tap++) {
          FloatVector u = FloatVector.fromArray(SPECIES, w, weights);
          sum = FloatVector.fromArray(SPECIES, x, inputs).fma(u, sum);
          weights += weightTap;
          inputs += inputTap;
        }
      }
      store(FloatVector.fromArray(SPECIES, bias, biasAt + c).add(sum), y, yAt + c);
    }
  }

  private void store(FloatVector sum, float[] y, int yAt) {
    (relu ? sum.blend(0, sum.compare(VectorOperators.LE, 0)) : sum).intoArray(y, yAt);
  }

  /** Fewer channels than a vector has lanes. */
  private void few(
      float[] x,
      int xAt,
      int rows,
      int taps,
      float[] w,
      int wAt,
      float[] bias,
      int biasAt,
      float[] y,
      int yAt) {
    for (int c = 0; c < channels; c++) {
      float sum = 0;
      for (int row = 0; row < rows; row++) {
        for (int tap = 0; tap < taps; tap++) {
          float input = x[xAt + c + row * inputRow + tap * inputTap];
          sum = Math.fma(input, w[wAt + c + row * weightRow + tap * weightTap], sum);
        }
      }
      y[yAt + c] = Epilogue.finish(sum, bias[biasAt + c], relu);
    }
  }
}
