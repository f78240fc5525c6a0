package dev.alexandrite.cpu;

import java.util.Arrays;
import java.util.List;

/**
 * A correlation over padded maps, product by product. Per group and panel of output channels:
 *
 * <pre>out[position][lane] = Σ over (ky, kx, channel): maps[position + (ky, kx)][channel] · w</pre>
 *
 * <p>The weights are packed beforehand, an example is padded once a worker. A block of a panel's
 * weights then meets tile after tile of positions from the first-level cache.
 */
final class DirectCorrelation implements Correlation {
  /** The longest block of a sum: with two 512-bit vectors a block of weights has 48 KiB. */
  private static final int BLOCK = 384;

  /** Positions whose sums wait in the second-level cache for the next block; a multiple of 6. */
  private static final int POSITIONS = 384;

  private final PaddedMaps maps;
  private final Panels panels;
  private final int outputs;
  private final int outputElements;
  private final Finish finish;
  private final KernelPass[] passes;
  private final int groupWeights;
  private final WorkerPool pool;
  private final int[] padded;
  private final ParallelTask packing = (unit, worker) -> packPanel(unit);
  private final ParallelTask sliding = this::slide;

  private CpuBuffer x = CpuBuffer.EMPTY;
  private CpuBuffer weights = CpuBuffer.EMPTY;
  private CpuBuffer packed = CpuBuffer.EMPTY;
  private CpuBuffer bias = CpuBuffer.EMPTY;
  private CpuBuffer y = CpuBuffer.EMPTY;
  private float[] work = {};
  private int workers;

  /**
   * Plans.
   *
   * @param maps the input of one example
   * @param outputs output channels of all groups
   * @param outputPositions output positions of one example
   * @param passes all output positions, each in one of them
   * @param finish what happens to the results; with a normalisation these are neighbours
   * @param pool the workers
   */
  DirectCorrelation(
      PaddedMaps maps,
      int outputs,
      int outputPositions,
      List<KernelPass> passes,
      Finish finish,
      WorkerPool pool) {
    this.maps = maps;
    this.outputs = outputs;
    this.outputElements = outputs * outputPositions;
    this.panels = new Panels(outputs / maps.groups());
    this.passes = passes.toArray(KernelPass[]::new);
    this.groupWeights =
        Simd.roundUp(
            passes.stream().mapToInt(KernelPass::depth).sum() * panels.lanes(), CpuBuffer.LINE);
    this.finish = finish;
    this.pool = pool;
    this.padded = new int[pool.threads()];
  }

  @Override
  public String algorithm() {
    return "direct";
  }

  @Override
  public long workspaceElements() {
    return (long) pool.threads() * workerElements();
  }

  @Override
  public long packedElements() {
    return (long) maps.groups() * groupWeights;
  }

  private int workerElements() {
    return maps.memory() + POSITIONS * Panels.WIDTH;
  }

  @Override
  public void pack(CpuBuffer kernels, CpuBuffer target) {
    weights = kernels;
    packed = target;
    pool.run(packing, maps.groups() * panels.count());
  }

  @Override
  public void run(
      CpuBuffer input,
      CpuBuffer kernels,
      CpuBuffer biases,
      CpuBuffer output,
      CpuBuffer workspace,
      int rows) {
    x = input;
    packed = kernels;
    bias = biases;
    y = output;
    work = workspace.array();
    workers = workspace.offset();
    Arrays.fill(padded, -1);
    pool.run(sliding, rows * maps.groups() * panels.count());
  }

  private void packPanel(int unit) {
    int group = unit / panels.count();
    int panel = unit % panels.count();
    int at = packed.offset() + group * groupWeights;
    for (KernelPass pass : passes) {
      pass.pack(weights, group, panels, panel, packed.array(), at);
      at += pass.depth() * panels.lanes();
    }
  }

  private void slide(int task, int worker) {
    int units = maps.groups() * panels.count();
    int row = task / units;
    int group = task % units / panels.count();
    int panel = task % panels.count();
    int sample = workers + worker * workerElements();
    if (padded[worker] != row) {
      int size = maps.channels() * maps.height() * maps.width();
      maps.copy(x.array(), x.offset() + row * size, work, sample);
      padded[worker] = row;
    }
    int sums = sample + maps.memory();
    int kernels = packed.offset() + group * groupWeights;
    for (KernelPass pass : passes) {
      for (int first = 0; first < pass.positions(); first += POSITIONS) {
        int count = Math.min(POSITIONS, pass.positions() - first);
        correlate(
            pass,
            kernels + panels.offset(panel, pass.depth()),
            panels.width(panel),
            sample + group * maps.groupElements(),
            first,
            count,
            sums);
        store(pass, row, group, panel, first, count, sums);
      }
      kernels += pass.depth() * panels.lanes();
    }
  }

  /** Sums for positions first to first + count - 1 and one panel. */
  private void correlate(
      KernelPass pass, int kernels, int width, int sample, int first, int count, int sums) {
    Arrays.fill(work, sums, sums + Simd.roundUp(count, GemmKernel.ROWS) * width, 0);
    KernelRuns runs = pass.runs();
    for (int row = 0; row < runs.rows(); row++) {
      int rowKernels = kernels + row * runs.runs() * runs.run() * width;
      int rowSample = sample + row * runs.rowStride();
      correlateRow(pass, rowKernels, width, rowSample, first, count, sums);
    }
  }

  /** Adds one group of the kernel's runs to the sums. */
  private void correlateRow(
      KernelPass pass, int kernels, int width, int sample, int first, int count, int sums) {
    KernelRuns runs = pass.runs();
    int most = runs.together(BLOCK);
    int piece = runs.piece(BLOCK);
    for (int run = 0; run < runs.runs(); run += most) {
      int together = Math.min(most, runs.runs() - run);
      for (int k = 0; k < runs.run(); k += piece) {
        int length = Math.min(piece, runs.run() - k);
        int block = kernels + (run * runs.run() + k) * width;
        int shift = sample + run * runs.stride() + k;
        for (int i = 0, rows; i < count; i += rows) {
          rows = GemmKernel.tileRows(count - i, width);
          GemmKernel.accumulate(
              rows,
              packed.array(),
              block,
              width,
              work,
              pass.bases(),
              first + i,
              shift,
              together,
              length,
              runs.stride(),
              work,
              sums + i * width);
        }
      }
    }
  }

  private void store(
      KernelPass pass, int row, int group, int panel, int first, int count, int sums) {
    int channel = group * panels.outputs() + panel * Panels.WIDTH;
    int to = y.offset() + row * outputElements + channel;
    int width = panels.width(panel);
    for (int i = 0; i < count; i++) {
      Epilogue.store(
          work,
          sums + i * width,
          bias.array(),
          bias.offset() + channel,
          finish.relu(),
          y.array(),
          to + pass.targets()[first + i] * outputs,
          panels.valid(panel));
    }
    finish.positions(
        y.array(),
        to + pass.targets()[first] * outputs,
        count,
        outputs,
        channel,
        panels.valid(panel));
  }
}
