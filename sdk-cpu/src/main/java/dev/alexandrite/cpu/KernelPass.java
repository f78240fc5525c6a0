package dev.alexandrite.cpu;

import java.util.Arrays;

/**
 * One kernel over some output positions of a {@link DirectCorrelation}. A sum ascends through (ky,
 * kx, channel).
 *
 * @param bases where each position's first input lies in its group of the padded maps; the last one
 *     is repeated to fill a tile
 * @param targets each position's place in the output
 * @param rows kernel rows
 * @param columns kernel columns
 * @param channels input channels of a group
 * @param runs how the kernel meets the padded maps
 * @param order where the weights are
 * @param steps where the weights of a panel's output channels begin
 */
record KernelPass(
    int[] bases,
    int[] targets,
    int rows,
    int columns,
    int channels,
    KernelRuns runs,
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
    int[] filled = Arrays.copyOf(bases, Simd.roundUp(bases.length, GemmKernel.ROWS));
    Arrays.fill(filled, bases.length, filled.length, bases[bases.length - 1]);
    return filled;
  }

  KernelPass(
      int[] bases,
      int[] targets,
      int rows,
      int columns,
      int channels,
      KernelRuns runs,
      WeightOrder order) {
    this(bases, targets, rows, columns, channels, runs, order, Panels.steps(order.output));
  }

  int positions() {
    return targets.length;
  }

  /** The length of one sum. */
  int depth() {
    return runs.depth();
  }

  /** Packs the weights of one panel, {@code float32[ky, kx, channel, width]}. */
  void pack(CpuBuffer weights, int group, Panels panels, int panel, float[] to, int target) {
    int width = panels.width(panel);
    int valid = panels.valid(panel);
    int out = target + panels.offset(panel, depth());
    int in =
        weights.offset() + order.first + group * order.group + panel * Panels.WIDTH * order.output;
    for (int channel = 0; channel < channels; channel++) {
      for (int ky = 0; ky < rows; ky++) {
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
