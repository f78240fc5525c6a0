package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.spi.BatchTree;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.tensor.ConvolutionGeometry;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The gradient of a convolution's weights and biases. In each leaf of the batch every sum ascends
 * through (example, position); the leaves are then added by {@link BatchTree}.
 *
 * <p>A leaf's sums lie as {@code float32[group, panel, run, tile, ROWS, width]}, where the tiles of
 * a run of {@link KernelRuns} are ROWS neighbours each, the last one filled up.
 */
final class ConvolutionWeightGradient implements OpPlan {
  private static final int ROWS = OuterProductKernel.ROWS;

  /** Positions in a block: with two 512-bit vectors a block of dy has 32 KiB. */
  private static final int BLOCK = 256;

  private final ConvolutionGeometry geometry;
  private final boolean bias;
  private final WorkerPool pool;
  private final PaddedMaps maps;
  private final Panels panels;
  private final int[] windows;
  private final int units;
  private final KernelRuns runs;
  private final int tiles;
  private final int depth;
  private final int leafElements;
  private final ParallelTask summing = (task, worker) -> sumShare(task);
  private final ParallelTask adding = this::addLeaves;

  private CpuBuffer x = CpuBuffer.EMPTY;
  private CpuBuffer dy = CpuBuffer.EMPTY;
  private CpuBuffer weightGradient = CpuBuffer.EMPTY;
  private CpuBuffer biasGradient = CpuBuffer.EMPTY;
  private float[] work = {};
  private int leaves;
  private int leafBiases;
  private int workers;
  private final int[] leafStarts = new int[BatchTree.LEAVES + 1];

  ConvolutionWeightGradient(ConvolutionOp.WeightGradient op, WorkerPool pool) {
    this.geometry = op.geometry();
    this.bias = op.bias();
    this.pool = pool;
    this.maps = ConvolutionForward.paddedInput(geometry);
    this.panels = new Panels(geometry.filters() / geometry.groups());
    this.windows = ConvolutionForward.windows(geometry, maps);
    this.units = geometry.groups() * panels.count();
    this.runs = ConvolutionForward.runs(geometry, maps);
    this.tiles = (runs.run() + ROWS - 1) / ROWS;
    this.depth = runs.count() * tiles * ROWS;
    this.leafElements = geometry.groups() * depth * panels.lanes();
  }

  @Override
  public String algorithm() {
    return "direct";
  }

  @Override
  public long workspaceElements() {
    return (long) BatchTree.LEAVES * (leafElements + biasElements())
        + (long) pool.threads() * workerElements();
  }

  private int biasElements() {
    return geometry.groups() * panels.lanes();
  }

  /** The padded example, and a block of positions of one tile of x and of all dy. */
  private int workerElements() {
    return maps.memory() + CpuBuffer.LINE + BLOCK * (ROWS + units * Panels.WIDTH);
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
    leafBiases = leaves + BatchTree.LEAVES * leafElements;
    workers = leafBiases + BatchTree.LEAVES * biasElements();
    WeightGradientTile.leafStarts(state, 1, leafStarts);
    pool.run(summing, pool.threads());
    pool.run(adding, units);
  }

  /** One worker's share of all (leaf, group, panel), which it takes leaf by leaf. */
  private void sumShare(int share) {
    int all = BatchTree.LEAVES * units;
    int end = (share + 1) * all / pool.threads();
    int unit = share * all / pool.threads();
    while (unit < end) {
      int leaf = unit / units;
      int next = Math.min(end, (leaf + 1) * units);
      sumLeaf(leaf, unit - leaf * units, next - leaf * units, workers + share * workerElements());
      unit = next;
    }
  }

  private void sumLeaf(int leaf, int firstUnit, int endUnit, int sample) {
    for (int unit = firstUnit; unit < endUnit; unit++) {
      int size = depth * panels.width(unit % panels.count());
      int sums = sums(leaf, unit);
      Arrays.fill(work, sums, sums + size, 0);
      int biases = biases(leaf, unit);
      Arrays.fill(work, biases, biases + panels.width(unit % panels.count()), 0);
    }
    for (int row = leafStarts[leaf]; row < leafStarts[leaf + 1]; row++) {
      maps.copy(
          x.array(),
          x.offset() + row * geometry.channels() * geometry.height() * geometry.width(),
          work,
          sample);
      for (int first = 0; first < windows.length; first += BLOCK) {
        int count = Math.min(BLOCK, windows.length - first);
        sumBlock(leaf, firstUnit, endUnit, row, first, count, sample);
      }
    }
  }

  private int sums(int leaf, int unit) {
    int group = unit / panels.count();
    return leaves
        + leaf * leafElements
        + group * depth * panels.lanes()
        + panels.offset(unit % panels.count(), depth);
  }

  private int biases(int leaf, int unit) {
    int group = unit / panels.count();
    return leafBiases
        + leaf * biasElements()
        + group * panels.lanes()
        + panels.offset(unit % panels.count(), 1);
  }

  /** Adds the products of some positions of one example to the sums of some panels. */
  private void sumBlock(
      int leaf, int firstUnit, int endUnit, int row, int first, int count, int sample) {
    int tileInputs = sample + maps.memory();
    int gradients = tileInputs + BLOCK * ROWS + CpuBuffer.LINE;
    for (int unit = firstUnit; unit < endUnit; unit++) {
      packOutputGradient(leaf, unit, row, first, count, gradient(gradients, firstUnit, unit));
    }
    int unit = firstUnit;
    while (unit < endUnit) {
      int group = unit / panels.count();
      int end = Math.min(endUnit, (group + 1) * panels.count());
      int input = sample + group * maps.groupElements();
      for (int run = 0; run < runs.count(); run++) {
        for (int tile = 0; tile < tiles; tile++) {
          gatherTile(input + runs.offset(run) + tile * ROWS, first, count, tileInputs);
          for (int u = unit; u < end; u++) {
            int width = panels.width(u % panels.count());
            int sums = sums(leaf, u) + (run * tiles + tile) * ROWS * width;
            int gradient = gradient(gradients, firstUnit, u);
            OuterProductKernel.accumulate(work, gradient, width, tileInputs, count, sums, sums);
          }
        }
      }
      unit = end;
    }
  }

  private static int gradient(int gradients, int firstUnit, int unit) {
    return gradients + (unit - firstUnit) * BLOCK * Panels.WIDTH;
  }

  /** Collects neighbouring inputs of every position of a block: {@code float32[count, ROWS]}. */
  private void gatherTile(int input, int first, int count, int to) {
    for (int i = 0; i < count; i++) {
      int from = input + windows[first + i];
      // Whole vectors: what they copy too much, the next position overwrites.
      for (int lane = 0; lane < ROWS; lane += LANES) {
        FloatVector.fromArray(SPECIES, work, from + lane).intoArray(work, to + i * ROWS + lane);
      }
    }
  }

  /** Packs one panel of a block of dy, {@code float32[count, width]}, and sums it for the bias. */
  private void packOutputGradient(int leaf, int unit, int row, int first, int count, int to) {
    int panel = unit % panels.count();
    int width = panels.width(panel);
    int channel = unit / panels.count() * panels.outputs() + panel * Panels.WIDTH;
    int filters = geometry.filters();
    int from = dy.offset() + (row * windows.length + first) * filters + channel;
    int valid = panels.valid(panel);
    if (valid == width) {
      Panels.copyRows(dy.array(), from, filters, work, to, width, count, width);
    } else {
      for (int i = 0; i < count; i++) {
        Panels.copyRow(dy.array(), from + i * filters, valid, work, to + i * width, width);
      }
    }
    if (bias) {
      VectorSums.addRows(work, to, count, width, work, biases(leaf, unit));
    }
  }

  /** Adds the leaves of one panel of filters and brings the sums in the order of the weights. */
  private void addLeaves(int unit, int worker) {
    int panel = unit % panels.count();
    int width = panels.width(panel);
    int valid = panels.valid(panel);
    int filter = unit / panels.count() * panels.outputs() + panel * Panels.WIDTH;
    int sum = workers + worker * workerElements();
    int filterElements = geometry.reduction();
    int out = weightGradient.offset() + filter * filterElements;
    for (int channel = 0; channel < maps.groupChannels(); channel++) {
      for (int ky = 0; ky < geometry.kernelHeight(); ky++) {
        for (int kx = 0; kx < geometry.kernelWidth(); kx++) {
          int element = (ky * geometry.kernelWidth() + kx) * maps.groupChannels() + channel;
          int k = element / runs.run() * tiles * ROWS + element % runs.run();
          VectorSums.addLeaves(work, sums(0, unit) + k * width, leafElements, width, work, sum);
          for (int lane = 0; lane < valid; lane++) {
            weightGradient.array()[out + lane * filterElements] = work[sum + lane];
          }
          out++;
        }
      }
    }
    if (bias) {
      VectorSums.addLeaves(work, biases(0, unit), biasElements(), width, work, sum);
      System.arraycopy(work, sum, biasGradient.array(), biasGradient.offset() + filter, valid);
    }
  }
}
