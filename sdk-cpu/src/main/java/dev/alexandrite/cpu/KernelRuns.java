package dev.alexandrite.cpu;

/**
 * How a kernel meets {@link PaddedMaps}: in contiguous runs of inputs. A row of a dense kernel is
 * one run of (kx, channel); with a horizontal dilation every tap is a run of its channels.
 *
 * @param rows groups of runs
 * @param rowStride elements from one group to the next
 * @param runs runs of a group
 * @param stride elements from one run of a group to the next
 * @param run elements of a run
 */
record KernelRuns(int rows, int rowStride, int runs, int stride, int run) {
  /**
   * The runs of a kernel, so that their elements ascend through (ky, kx, channel).
   *
   * @param maps what the kernel slides over
   * @param height kernel rows
   * @param width kernel columns
   * @param dilationY rows of the map from one kernel row to the next
   * @param dilationX columns of the map from one kernel column to the next
   */
  static KernelRuns of(PaddedMaps maps, int height, int width, int dilationY, int dilationX) {
    int channels = maps.groupChannels();
    int rowStride = dilationY * maps.rowStride();
    return dilationX == 1
        ? new KernelRuns(1, 0, height, rowStride, width * channels)
        : new KernelRuns(height, rowStride, width, dilationX * channels, channels);
  }

  /** The runs of all groups. */
  int count() {
    return rows * runs;
  }

  /** Where a run begins, from the kernel's first input on. */
  int offset(int index) {
    return index / runs * rowStride + index % runs * stride;
  }

  /** The length of one sum. */
  int depth() {
    return count() * run;
  }

  /** How many whole runs of a group make one block; 1 if a run is longer than a block. */
  int together(int block) {
    return evenShare(runs, Math.max(1, block / Math.max(1, run)));
  }

  /** How much of a run makes one block; all of it if it is short enough. */
  int piece(int block) {
    return evenShare(run, block);
  }

  /** Cuts a length into as few parts as the limit allows, and those about equal. */
  private static int evenShare(int length, int limit) {
    int parts = Math.max(1, (length + limit - 1) / limit);
    return Math.max(1, (length + parts - 1) / parts);
  }
}
