package dev.alexandrite.cpu;

import java.util.Arrays;

/**
 * One kernel over some output positions of a {@link Correlation}. A sum ascends through the
 * kernel's rows; one row meets one contiguous run of (kx, channel).
 *
 * @param bases where each position's first input lies in its group of the padded maps; the last one
 *     is repeated to fill a tile
 * @param targets each position's place in the output
 * @param runs kernel rows
 * @param columns kernel columns
 * @param channels input channels of a group
 * @param stride from one run to the next in the padded maps
 * @param order where the weights are
 * @param steps where the weights of a panel's output channels begin
 */
record KernelPass(
    int[] bases,
    int[] targets,
    int runs,
    int columns,
    int channels,
    int stride,
    WeightOrder order,
    int[] steps) {

  /**
   * Where the weight of (group, ky, kx, input channel, output channel) lies: at {@code first} plus
   * each index times its step.
   *
   * @param first the weight at index zero
   * @param group from one group to the next
   * @param row from one ky to the next
   * @param column from one kx to the next
   * @param input from one input channel of the group to the next
   * @param output from one output channel of the group to the next
   */
  record WeightOrder(int first, int group, int row, int column, int input, int output) {}

  /** Repeats the last base until the bases fill whole tiles. */
  static int[] fillTiles(int[] bases) {
    int[] filled = Arrays.copyOf(bases, Simd.roundUp(bases.length, MicroKernel.ROWS));
    Arrays.fill(filled, bases.length, filled.length, bases[bases.length - 1]);
    return filled;
  }

  KernelPass(
      int[] bases,
      int[] targets,
      int runs,
      int columns,
      int channels,
      int stride,
      WeightOrder order) {
    this(bases, targets, runs, columns, channels, stride, order, Panels.steps(order.output));
  }

  int positions() {
    return targets.length;
  }

  /** Elements of one run. */
  int run() {
    return columns * channels;
  }

  /** The length of one sum. */
  int depth() {
    return runs * run();
  }

  /** How many whole runs make one block; 1 if a run is longer than a block. */
  int runsTogether(int block) {
    return evenShare(runs, Math.max(1, block / Math.max(1, run())));
  }

  /** How much of a run makes one block; all of it if it is short enough. */
  int pieceOfRun(int block) {
    return evenShare(run(), block);
  }

  /** Cuts a length into as few parts as the limit allows, and those about equal. */
  private static int evenShare(int length, int limit) {
    int parts = Math.max(1, (length + limit - 1) / limit);
    return Math.max(1, (length + parts - 1) / parts);
  }

  /** Packs the weights of one panel, {@code float32[ky, kx, channel, width]}. */
  void pack(CpuBuffer weights, int group, Panels panels, int panel, float[] to, int target) {
    int width = panels.width(panel);
    int valid = panels.valid(panel);
    int out = target + panels.offset(panel, depth());
    int in =
        weights.offset() + order.first + group * order.group + panel * Panels.WIDTH * order.output;
    for (int channel = 0; channel < channels; channel++) {
      for (int ky = 0; ky < runs; ky++) {
        for (int kx = 0; kx < columns; kx++) {
          Panels.gatherRow(
              weights.array(),
              in + ky * order.row + kx * order.column + channel * order.input,
              steps,
              valid,
              to,
              out + ((ky * columns + kx) * channels + channel) * width,
              width);
        }
      }
    }
  }
}
