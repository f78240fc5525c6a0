package dev.alexandrite.spi;

/**
 * The fixed order in which gradients of a batch are summed, so that the same batch gives the same
 * bits however it is divided among threads or devices: the rows are cut into {@value #LEAVES}
 * contiguous leaves, each leaf is summed row by row, and the leaves are added pairwise:
 * ((0+1)+(2+3)) + ((4+5)+(6+7)). An empty leaf counts as zero.
 */
public final class BatchTree {
  /** The number of leaves. */
  public static final int LEAVES = 8;

  private BatchTree() {}

  /**
   * The first row of a leaf.
   *
   * @param leaf the leaf, 0 to {@value #LEAVES} (the last one gives the end)
   * @param rows the rows of the batch
   * @return {@code rows · leaf / LEAVES}, rounded down
   */
  public static int start(int leaf, int rows) {
    return (int) ((long) rows * leaf / LEAVES);
  }

  /**
   * The first row of a leaf among the rows of a run. Leaves that belong to other devices are empty.
   *
   * @param leaf the leaf, 0 to {@value #LEAVES} (the last one gives the end)
   * @param state the run
   * @return a row, 0 to {@code state.rows}
   */
  public static int start(int leaf, RunState state) {
    return state.batchRows == 0
        ? start(leaf, state.rows)
        : Math.clamp(start(leaf, state.batchRows) - state.firstRow, 0, state.rows);
  }

  /**
   * The sum of eight partial sums in the tree's order.
   *
   * @param leaves the partial sums, one a leaf
   * @return their sum
   */
  public static float sum(float[] leaves) {
    return ((leaves[0] + leaves[1]) + (leaves[2] + leaves[3]))
        + ((leaves[4] + leaves[5]) + (leaves[6] + leaves[7]));
  }
}
