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
 * The gradient of a convolution's weights by Winograd's algorithm, F(r×r, m×m): tiles of x are
 * correlated with tiles of dy. In each leaf of the batch every point's sum ascends through
 * (example, tile) and is transformed back; the leaves are then added by {@link BatchTree}. The
 * counterpart of {@link ConvolutionWeightGradient}.
 */
final class WinogradWeightGradient implements OpPlan {
  private static final int ROWS = OuterProductKernel.ROWS;

  /** Elements between the steps, transformed tiles of x and dy: 18 MiB. */
  private static final int CHUNK_ELEMENTS = 9 << 19;

  /** With more tiles at a time, a block of channels at all points leaves the second-level cache. */
  private static final int MOST_TILES = 160;

  private final ConvolutionGeometry geometry;
  private final WinogradTile tile;
  private final boolean bias;
  private final WorkerPool pool;
  private final WinogradKernels kernels;
  private final WinogradMaps inputMaps;
  private final WinogradMaps gradientMaps;
  private final Panels panels;
  private final int points;
  private final int chunk;
  private final int inputStride;
  private final int channelBlocks;
  private final int inputPoint;
  private final int gradientPoint;
  private final int blockSums;
  private final int leafElements;
  private final int leafStride;
  private final int biasVectors;
  private final WinogradMaps.Place inputPlace;
  private final WinogradMaps.Place gradientPlace = this::gradientPlace;
  private final ParallelTask transformingInput = this::transformInput;
  private final ParallelTask transformingGradient = this::transformGradient;
  private final ParallelTask multiplying = this::multiply;
  private final ParallelTask summingBias = (task, worker) -> sumBias(task);
  private final ParallelTask adding = this::addLeaves;

  private CpuBuffer x = CpuBuffer.EMPTY;
  private CpuBuffer dy = CpuBuffer.EMPTY;
  private CpuBuffer weightGradient = CpuBuffer.EMPTY;
  private float[] work = {};
  private int inputs;
  private int gradients;
  private int sums;
  private int leaves;
  private int leafBiases;
  private int zeros;
  private int workers;
  private final int[] leafStarts = new int[BatchTree.LEAVES + 1];
  private int leaf;
  private int firstTile;
  private int tiles;
  private boolean firstOfLeaf;
  private boolean lastOfLeaf;

  WinogradWeightGradient(ConvolutionOp.WeightGradient op, WinogradTile tile, WorkerPool pool) {
    this.geometry = op.geometry();
    this.tile = tile;
    this.bias = op.bias();
    this.pool = pool;
    this.kernels = WinogradKernels.forward(geometry, tile);
    this.inputMaps = WinogradMaps.inputs(geometry, tile);
    this.gradientMaps =
        new UnitStrideMaps(
            geometry.filters(),
            geometry.groups(),
            geometry.outHeight(),
            geometry.outWidth(),
            0,
            0,
            tile.outputs(),
            tile.outputs(),
            inputMaps.rows(),
            inputMaps.columns());
    this.panels = new Panels(gradientMaps.groupChannels());
    this.points = geometry.groups() * tile.points();
    this.inputStride = inputMaps.tileStride();
    this.inputPlace = (i, channel) -> i * inputStride + channel;
    this.channelBlocks = (inputMaps.groupChannels() + ROWS - 1) / ROWS;
    int fitting = CHUNK_ELEMENTS / (points * (inputStride + panels.lanes()));
    int most = Math.max(inputMaps.together(), Math.min(fitting, MOST_TILES));
    this.chunk = most - most % inputMaps.together();
    // A block of channels is read in whole vectors, which may reach beyond the last tile.
    this.inputPoint = WinogradCorrelation.apart(chunk * inputStride + OuterProductKernel.REACH);
    this.gradientPoint = WinogradCorrelation.apart(chunk * panels.lanes());
    this.blockSums = tile.points() * ROWS * panels.lanes();
    this.leafElements =
        geometry.groups() * inputMaps.groupChannels() * tile.taps() * tile.taps() * panels.lanes();
    this.leafStride = WinogradCorrelation.apart(leafElements); // all eight are read side by side
    this.biasVectors = (geometry.filters() + LANES - 1) / LANES;
  }

  @Override
  public String algorithm() {
    return tile.algorithm();
  }

  @Override
  public long workspaceElements() {
    return (long) points * (inputPoint + gradientPoint)
        + (long) geometry.groups() * channelBlocks * blockSums
        + (long) BatchTree.LEAVES * (leafStride + biasVectors * LANES)
        + OuterProductKernel.TILE
        + (long) pool.threads() * workerElements();
  }

  /** For a transform of tiles, and a block of channels of a chunk. */
  private int workerElements() {
    return transformElements() + tile.points() * packedPoint();
  }

  private int transformElements() {
    return Math.max(inputMaps.scratch(tile.points()), gradientMaps.scratch(tile.points()));
  }

  /** A block of channels at one point: {@code float32[chunk, ROWS]}. */
  private int packedPoint() {
    return Simd.roundUp(chunk * ROWS + OuterProductKernel.REACH, CpuBuffer.LINE);
  }

  @Override
  public void run(
      Buffer[] inputBuffers, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    x = CpuBuffer.of(inputBuffers[0]);
    dy = CpuBuffer.of(inputBuffers[1]);
    weightGradient = CpuBuffer.of(outputs[0]);
    WeightGradientTile.leafStarts(state, 1, leafStarts);
    place(CpuBuffer.of(workspace));
    Arrays.fill(work, zeros, zeros + OuterProductKernel.TILE, 0);
    for (leaf = 0; leaf < BatchTree.LEAVES; leaf++) {
      sumLeaf();
    }
    int taps = tile.taps() * tile.taps();
    pool.run(adding, leafElements / (taps * panels.lanes()) * panels.count());
    if (bias) {
      pool.run(summingBias, biasVectors);
      addBiases(CpuBuffer.of(outputs[1]));
    }
  }

  private void place(CpuBuffer workspace) {
    work = workspace.array();
    inputs = workspace.offset();
    gradients = inputs + points * inputPoint;
    sums = gradients + points * gradientPoint;
    leaves = sums + geometry.groups() * channelBlocks * blockSums;
    leafBiases = leaves + BatchTree.LEAVES * leafStride;
    zeros = leafBiases + BatchTree.LEAVES * biasVectors * LANES;
    workers = zeros + OuterProductKernel.TILE;
  }

  private void sumLeaf() {
    int end = leafStarts[leaf + 1] * inputMaps.tiles();
    firstTile = leafStarts[leaf] * inputMaps.tiles();
    if (firstTile == end) {
      int empty = leaves + leaf * leafStride;
      Arrays.fill(work, empty, empty + leafElements, 0);
      return;
    }
    for (firstOfLeaf = true; firstTile < end; firstTile += chunk, firstOfLeaf = false) {
      tiles = Math.min(chunk, end - firstTile);
      lastOfLeaf = firstTile + tiles == end;
      pool.run(transformingInput, inputMaps.tasks(tiles));
      pool.run(transformingGradient, gradientMaps.tasks(tiles));
      pool.run(multiplying, geometry.groups() * channelBlocks);
    }
  }

  private void transformInput(int task, int worker) {
    int scratch = workers + worker * workerElements();
    inputMaps.transform(
        tile.input(), x, firstTile, task, work, scratch, inputs, inputPoint, inputPlace);
  }

  private void transformGradient(int task, int worker) {
    int scratch = workers + worker * workerElements();
    gradientMaps.transform(
        tile.gradient(),
        dy,
        firstTile,
        task,
        work,
        scratch,
        gradients,
        gradientPoint,
        gradientPlace);
  }

  /** In panels, of which each holds all tiles of a chunk. */
  private int gradientPlace(int i, int lane) {
    int panel = lane / Panels.WIDTH;
    return panels.offset(panel, chunk) + i * panels.width(panel) + lane % Panels.WIDTH;
  }

  /**
   * Adds the products of all tiles of a chunk, for one block of channels. At the end of a leaf the
   * sums are transformed back while they are in the cache.
   */
  private void multiply(int task, int worker) {
    int group = task / channelBlocks;
    int channel = task % channelBlocks * ROWS;
    int scratch = workers + worker * workerElements();
    int packed = scratch + transformElements();
    for (int point = 0; point < tile.points(); point++) {
      OuterProductKernel.pack(
          work,
          inputs + (group * tile.points() + point) * inputPoint + channel,
          inputStride,
          tiles,
          inputStride - channel,
          work,
          packed + point * packedPoint());
    }
    for (int panel = 0; panel < panels.count(); panel++) {
      int width = panels.width(panel);
      int blockPanel = sums + task * blockSums + panels.offset(panel, tile.points() * ROWS);
      int gradient =
          gradients + group * tile.points() * gradientPoint + panels.offset(panel, chunk);
      for (int point = 0; point < tile.points(); point++) {
        int to = blockPanel + point * ROWS * width;
        OuterProductKernel.accumulate(
            work,
            gradient + point * gradientPoint,
            width,
            packed + point * packedPoint(),
            tiles,
            firstOfLeaf ? zeros : to,
            to);
      }
      if (lastOfLeaf) {
        finish(group, channel, panel, blockPanel, scratch);
      }
    }
  }

  /** Transforms the sums of a leaf back, for one block of channels and one panel of filters. */
  private void finish(int group, int channel, int panel, int blockPanel, int scratch) {
    int width = panels.width(panel);
    int taps = tile.taps();
    int end = Math.min(ROWS, inputMaps.groupChannels() - channel);
    for (int row = 0; row < end; row++) {
      int unit = group * inputMaps.groupChannels() + channel + row;
      int to =
          leaves + leaf * leafStride + unit * taps * taps * panels.lanes() + panel * Panels.WIDTH;
      for (int lane = 0; lane < width; lane += LANES) {
        tile.weights()
            .square(
                work,
                blockPanel + row * width + lane,
                tile.size() * ROWS * width,
                ROWS * width,
                work,
                scratch,
                work,
                to + lane,
                taps * panels.lanes(),
                panels.lanes());
      }
    }
  }

  /** Adds the leaves of one channel and one panel of filters, in the order of the weights. */
  private void addLeaves(int task, int worker) {
    int panel = task % panels.count();
    int unit = task / panels.count();
    int channel = unit % inputMaps.groupChannels();
    int group = unit / inputMaps.groupChannels();
    int taps = tile.taps() * tile.taps();
    int filterElements = geometry.reduction();
    int filter = group * panels.outputs() + panel * Panels.WIDTH;
    int sum = workers + worker * workerElements();
    int out = weightGradient.offset() + filter * filterElements;
    for (int tap = 0; tap < taps; tap++) {
      int place = kernels.place(channel, tap);
      if (!WinogradKernels.exists(place)) {
        continue;
      }
      int from = leaves + (unit * taps + tap) * panels.lanes() + panel * Panels.WIDTH;
      VectorSums.addLeaves(work, from, leafStride, panels.width(panel), work, sum);
      for (int lane = 0; lane < panels.valid(panel); lane++) {
        weightGradient.array()[out + place + lane * filterElements] = work[sum + lane];
      }
    }
  }

  /** Sums one vector of filters of dy in every leaf. */
  private void sumBias(int vector) {
    int channel = vector * LANES;
    int valid = Math.min(LANES, geometry.filters() - channel);
    int positions = geometry.outHeight() * geometry.outWidth();
    for (int part = 0; part < BatchTree.LEAVES; part++) {
      int first = leafStarts[part] * positions;
      int count = leafStarts[part + 1] * positions - first;
      VectorSums.addColumn(
          dy.array(),
          dy.offset() + first * geometry.filters() + channel,
          geometry.filters(),
          count,
          valid,
          work,
          leafBiases + part * biasVectors * LANES + channel);
    }
  }

  private void addBiases(CpuBuffer biasGradient) {
    int width = biasVectors * LANES;
    VectorSums.addLeaves(work, leafBiases, width, width, work, leafBiases);
    System.arraycopy(
        work, leafBiases, biasGradient.array(), biasGradient.offset(), geometry.filters());
  }
}
