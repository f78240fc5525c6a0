package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;

import java.util.Arrays;

/**
 * A correlation with stride 1 by Winograd's algorithm: tiles of the input and the kernels are
 * transformed, multiplied point by point, and the products are transformed back:
 *
 * <pre>
 * out[tile][lane] = Aᵀ [ Σ over channel: (Bᵀ x[tile][channel] B) ∘ (G w[channel][lane] Gᵀ) ] A
 * </pre>
 *
 * <p>Each point's sum ascends through the channels. Some tiles at a time go through three steps, in
 * each of which all workers take part, so that what is between the steps stays in the cache.
 */
final class WinogradCorrelation implements Correlation {
  /** Elements between the steps, transformed inputs and products: 6 MiB. */
  private static final int CHUNK_ELEMENTS = 3 << 19;

  /** The longest block of a sum, as in {@link DirectCorrelation}. */
  private static final int BLOCK = 384;

  private final WinogradTile tile;
  private final WinogradMaps maps;
  private final Panels panels;
  private final int outputs;
  private final int outHeight;
  private final int outWidth;
  private final WinogradKernels filters;
  private final int[] steps;
  private final Finish finish;
  private final WorkerPool pool;
  private final int chunk;
  private final int turn;
  private final int inputStride;
  private final int[] bases;
  private final int kernelPoint;
  private final int inputPoint;
  private final int productPoint;
  private final float[] packingScratch;
  private final ParallelTask packing = this::packChannel;
  private final WinogradMaps.Place inputPlace;
  private final ParallelTask transforming = this::transform;
  private final ParallelTask multiplying = (task, worker) -> multiply(task);
  private final ParallelTask finishing = this::transformBack;

  private CpuBuffer x = CpuBuffer.EMPTY;
  private CpuBuffer weights = CpuBuffer.EMPTY;
  private CpuBuffer kernels = CpuBuffer.EMPTY;
  private CpuBuffer bias = CpuBuffer.EMPTY;
  private CpuBuffer y = CpuBuffer.EMPTY;
  private float[] work = {};
  private int inputs;
  private int products;
  private int workers;
  private int firstTile;
  private int tiles;

  /**
   * Plans.
   *
   * @param tile the tile
   * @param maps the input of one example, cut into tiles
   * @param outputs output channels of all groups
   * @param outHeight the output's height
   * @param outWidth the output's width
   * @param filters where the weights are
   * @param finish what happens to the results
   * @param pool the workers
   */
  WinogradCorrelation(
      WinogradTile tile,
      WinogradMaps maps,
      int outputs,
      int outHeight,
      int outWidth,
      WinogradKernels filters,
      Finish finish,
      WorkerPool pool) {
    this.tile = tile;
    this.maps = maps;
    this.panels = new Panels(outputs / maps.groups());
    this.outputs = outputs;
    this.outHeight = outHeight;
    this.outWidth = outWidth;
    this.filters = filters;
    this.steps = Panels.steps(filters.output());
    this.finish = finish;
    this.pool = pool;
    this.inputStride = maps.tileStride();
    this.inputPlace = (i, channel) -> i * inputStride + channel;
    int tileElements = maps.groups() * tile.points() * (inputStride + panels.lanes());
    int fitting = Math.max(maps.together(), CHUNK_ELEMENTS / tileElements);
    this.chunk = Simd.roundUp(fitting, 2 * GemmKernel.ROWS);
    this.turn = chunk - chunk % maps.together();
    this.bases = new int[chunk];
    Arrays.setAll(bases, i -> i * inputStride);
    this.kernelPoint = apart(maps.groupChannels() * panels.lanes());
    this.inputPoint = apart(chunk * inputStride);
    this.productPoint = apart(chunk * panels.lanes());
    this.packingScratch = new float[pool.threads() * workerElements()];
  }

  /** A distance of points that does not put all points of a tile into one set of the cache. */
  static int apart(int elements) {
    return Simd.roundUp(elements, CpuBuffer.LINE) + CpuBuffer.LINE;
  }

  @Override
  public String algorithm() {
    return tile.algorithm();
  }

  @Override
  public long workspaceElements() {
    return (long) maps.groups() * tile.points() * (inputPoint + productPoint)
        + (long) pool.threads() * workerElements();
  }

  @Override
  public long packedElements() {
    return (long) maps.groups() * tile.points() * kernelPoint;
  }

  /** For a transform of inputs or kernels, and back. */
  private int workerElements() {
    return Math.max(maps.scratch(tile.points()), 2 * tile.points() * LANES);
  }

  @Override
  public void pack(CpuBuffer weights, CpuBuffer target) {
    this.weights = weights;
    kernels = target;
    pool.run(packing, maps.groups() * panels.count() * maps.groupChannels());
  }

  @Override
  public void run(
      CpuBuffer input,
      CpuBuffer packed,
      CpuBuffer biases,
      CpuBuffer output,
      CpuBuffer workspace,
      int rows) {
    x = input;
    kernels = packed;
    bias = biases;
    y = output;
    work = workspace.array();
    int points = maps.groups() * tile.points();
    inputs = workspace.offset();
    products = inputs + points * inputPoint;
    workers = products + points * productPoint;
    int all = rows * maps.tiles();
    for (firstTile = 0; firstTile < all; firstTile += turn) {
      tiles = Math.min(turn, all - firstTile);
      pool.run(transforming, maps.tasks(tiles));
      pool.run(multiplying, points * panels.count());
      pool.run(finishing, tiles * maps.groups() * panels.lanes() / LANES);
    }
  }

  /** Transforms the kernels of one input channel and one panel of output channels. */
  private void packChannel(int task, int worker) {
    int channel = task % maps.groupChannels();
    int unit = task / maps.groupChannels();
    int panel = unit % panels.count();
    int group = unit / panels.count();
    int width = panels.width(panel);
    int scratch = worker * workerElements();
    int taps = tile.taps();
    int in = weights.offset() + group * filters.group() + panel * Panels.WIDTH * filters.output();
    int out =
        kernels.offset()
            + group * tile.points() * kernelPoint
            + panels.offset(panel, maps.groupChannels())
            + channel * width;
    for (int lane = 0; lane < width; lane += LANES) {
      int valid = Math.min(LANES, panels.valid(panel) - lane);
      for (int tap = 0; tap < taps * taps; tap++) {
        int place = filters.place(channel, tap);
        Panels.gatherRow(
            weights.array(),
            in + Math.max(place, 0) + lane * filters.output(),
            steps,
            WinogradKernels.exists(place) ? valid : 0,
            packingScratch,
            scratch + tap * LANES,
            LANES);
      }
      tile.filter()
          .square(
              packingScratch,
              scratch,
              taps * LANES,
              LANES,
              packingScratch,
              scratch + tile.points() * LANES,
              kernels.array(),
              out + lane,
              tile.size() * kernelPoint,
              kernelPoint);
    }
  }

  /** Transforms one vector of channels of one tile of the input. */
  private void transform(int task, int worker) {
    int scratch = workers + worker * workerElements();
    maps.transform(tile.input(), x, firstTile, task, work, scratch, inputs, inputPoint, inputPlace);
  }

  /** Multiplies all tiles and one panel at one point. */
  private void multiply(int task) {
    int point = task / panels.count();
    int panel = task % panels.count();
    int width = panels.width(panel);
    int kernel =
        kernels.offset() + point * kernelPoint + panels.offset(panel, maps.groupChannels());
    int input = inputs + point * inputPoint;
    int product = products + point * productPoint + panels.offset(panel, chunk);
    Arrays.fill(work, product, product + Simd.roundUp(tiles, GemmKernel.ROWS) * width, 0);
    for (int k = 0; k < maps.groupChannels(); k += BLOCK) {
      int length = Math.min(BLOCK, maps.groupChannels() - k);
      for (int i = 0, rows; i < tiles; i += rows) {
        rows = GemmKernel.tileRows(tiles - i, width);
        GemmKernel.accumulate(
            rows,
            kernels.array(),
            kernel + k * width,
            width,
            work,
            bases,
            i,
            input + k,
            1,
            length,
            0,
            work,
            product + i * width);
      }
    }
  }

  /** Transforms one vector of output channels of one tile back and stores it. */
  private void transformBack(int task, int worker) {
    int groupVectors = panels.lanes() / LANES;
    int vectors = maps.groups() * groupVectors;
    int i = task / vectors;
    int group = task % vectors / groupVectors;
    int lane = task % groupVectors * LANES;
    int panel = lane / Panels.WIDTH;
    int scratch = workers + worker * workerElements();
    int size = tile.outputs();
    tile.output()
        .square(
            work,
            products
                + group * tile.points() * productPoint
                + panels.offset(panel, chunk)
                + i * panels.width(panel)
                + lane % Panels.WIDTH,
            tile.size() * productPoint,
            productPoint,
            work,
            scratch + tile.points() * LANES,
            work,
            scratch,
            size * LANES,
            LANES);
    int place = (firstTile + i) % maps.tiles();
    int firstY = place / maps.columns() * size;
    int firstX = place % maps.columns() * size;
    int endY = Math.min(size, outHeight - firstY);
    int endX = Math.min(size, outWidth - firstX);
    int channel = group * panels.outputs() + lane;
    int valid = Math.min(LANES, panels.outputs() - lane);
    int example = y.offset() + (firstTile + i) / maps.tiles() * outHeight * outWidth * outputs;
    for (int dy = 0; dy < endY; dy++) {
      int row = example + ((firstY + dy) * outWidth + firstX) * outputs + channel;
      for (int dx = 0; dx < endX; dx++) {
        Epilogue.store(
            work,
            scratch + (dy * size + dx) * LANES,
            bias.array(),
            bias.offset() + channel,
            finish.relu(),
            y.array(),
            row + dx * outputs,
            valid);
      }
      finish.positions(y.array(), row, endX, outputs, channel, valid);
    }
  }
}
