package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;

import dev.alexandrite.spi.BatchTree;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.tensor.ConvolutionGeometry;
import java.util.Arrays;

/**
 * The gradient of the weights and biases of a convolution with one filter a channel. Each row of dy
 * is summed by {@link DepthwiseWeightKernel}, the rows of a leaf of the batch one after another,
 * and the leaves by {@link BatchTree}.
 *
 * <p>A task is a leaf of some channels. Its sums lie as {@code float32[vector, tap, LANES]}; a last
 * vector that is not filled begins at an earlier channel.
 */
final class DepthwiseWeightGradient implements OpPlan {
  /** Vectors of channels in a task: what lies side by side is read together. */
  private static final int BLOCK = 4;

  /** What dy is multiplied by for the biases. */
  private static final float[] ONES = ones();

  private final ConvolutionGeometry geometry;
  private final boolean bias;
  private final WorkerPool pool;
  private final SlidingAxis rows;
  private final SlidingAxis columns;
  private final int channels;
  private final int vectors;
  private final int blocks;
  private final int lanes;
  private final int taps;
  private final int[] firstInputs;
  private final int[] firstGradients;
  private final int[] counts;
  private final int leafElements;
  private final int[] leafStarts = new int[BatchTree.LEAVES + 1];
  private final ParallelTask summing = (task, _) -> sumBlock(task);
  private final ParallelTask adding = (vector, _) -> addLeaves(vector);

  private CpuBuffer x = CpuBuffer.EMPTY;
  private CpuBuffer dy = CpuBuffer.EMPTY;
  private CpuBuffer weightGradient = CpuBuffer.EMPTY;
  private CpuBuffer biasGradient = CpuBuffer.EMPTY;
  private float[] work = {};
  private int leaves;

  DepthwiseWeightGradient(ConvolutionOp.WeightGradient op, WorkerPool pool) {
    this.geometry = op.geometry();
    this.bias = op.bias();
    this.pool = pool;
    this.rows = SlidingAxis.forward(geometry.vertical(), geometry.height());
    this.columns = SlidingAxis.forward(geometry.horizontal(), geometry.width());
    this.channels = geometry.channels();
    this.lanes = Math.min(channels, LANES);
    this.vectors = Math.ceilDiv(channels, LANES);
    this.blocks = Math.ceilDiv(vectors, BLOCK);
    this.taps = rows.taps() * columns.taps();
    this.leafElements = vectors * vectorElements();
    this.firstInputs = new int[columns.taps()];
    this.firstGradients = new int[columns.taps()];
    this.counts = new int[columns.taps()];
    for (int tap = 0; tap < columns.taps(); tap++) {
      int first = columns.firstResult(tap);
      firstInputs[tap] = (columns.origin(first) + tap * columns.spread()) * channels;
      firstGradients[tap] = first * channels;
      counts[tap] = columns.endResult(tap) - first;
    }
  }

  private static float[] ones() {
    float[] ones = new float[LANES];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** The sums of a vector of channels. */
  private int vectorElements() {
    return (bias ? taps + 1 : taps) * LANES;
  }

  @Override
  public String algorithm() {
    return "depthwise";
  }

  @Override
  public long workspaceElements() {
    return (long) BatchTree.LEAVES * leafElements;
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    x = CpuBuffer.of(inputs[0]);
    dy = CpuBuffer.of(inputs[1]);
    weightGradient = CpuBuffer.of(outputs[0]);
    biasGradient = bias ? CpuBuffer.of(outputs[1]) : CpuBuffer.EMPTY;
    work = CpuBuffer.of(workspace).array();
    leaves = CpuBuffer.of(workspace).offset();
    WeightGradientTile.leafStarts(state, 1, leafStarts);
    pool.run(summing, BatchTree.LEAVES * blocks);
    pool.run(adding, vectors);
  }

  private int sums(int leaf, int vector) {
    return leaves + leaf * leafElements + vector * vectorElements();
  }

  private int firstChannel(int vector) {
    return Math.max(0, Math.min(vector * LANES, channels - LANES));
  }

  private void sumBlock(int task) {
    int leaf = task / blocks;
    int first = task % blocks * BLOCK;
    int end = Math.min(first + BLOCK, vectors);
    Arrays.fill(work, sums(leaf, first), sums(leaf, end), 0);
    for (int example = leafStarts[leaf]; example < leafStarts[leaf + 1]; example++) {
      for (int k = 0; k < rows.count(); k++) {
        for (int vector = first; vector < end; vector++) {
          addRow(example, k, firstChannel(vector), sums(leaf, vector));
        }
      }
    }
  }

  /** Adds what one row of dy gives to all taps of a vector of channels. */
  private void addRow(int example, int k, int channel, int sums) {
    int gradients =
        dy.offset() + (example * rows.count() + k) * columns.count() * channels + channel;
    int inputs = x.offset() + example * rows.size() * columns.size() * channels + channel;
    for (int row = rows.firstProduct(k); row < rows.endProduct(k); row++) {
      int inputRow = inputs + (rows.origin(k) + row * rows.spread()) * columns.size() * channels;
      for (int tap = 0; tap < columns.taps(); tap++) {
        DepthwiseWeightKernel.addProducts(
            x.array(),
            inputRow + firstInputs[tap],
            columns.advance() * channels,
            dy.array(),
            gradients + firstGradients[tap],
            channels,
            counts[tap],
            work,
            sums + (row * columns.taps() + tap) * LANES,
            lanes);
      }
    }
    if (bias) {
      DepthwiseWeightKernel.addProducts(
          ONES,
          0,
          0,
          dy.array(),
          gradients,
          channels,
          columns.count(),
          work,
          sums + taps * LANES,
          lanes);
    }
  }

  /** Adds the leaves of a vector of channels and brings the sums in the order of the weights. */
  private void addLeaves(int vector) {
    int channel = firstChannel(vector);
    int known = vector * LANES - channel; // lanes that the vector before has written
    int sums = sums(0, vector);
    // The first leaf is no longer needed and takes the sums.
    VectorSums.addLeaves(work, sums, leafElements, vectorElements(), work, sums);
    int to = weightGradient.offset() + channel * taps;
    for (int lane = known; lane < lanes; lane++) {
      for (int tap = 0; tap < taps; tap++) {
        weightGradient.array()[to + lane * taps + tap] = work[sums + tap * LANES + lane];
      }
    }
    if (bias) {
      int from = sums + taps * LANES;
      System.arraycopy(work, from, biasGradient.array(), biasGradient.offset() + channel, lanes);
    }
  }
}
