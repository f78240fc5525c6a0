package dev.alexandrite.cpu;

import dev.alexandrite.spi.BatchTree;
import java.util.Arrays;

/**
 * Sums over a batch of some neighbouring elements, by {@link BatchTree}. One worker adds all
 * leaves.
 */
final class TreeSums {
  private final float[][] leaves;

  private TreeSums(int most) {
    this.leaves = new float[BatchTree.LEAVES][most];
  }

  /** One for each worker. */
  static TreeSums[] each(WorkerPool pool, int most) {
    TreeSums[] sums = new TreeSums[pool.threads()];
    Arrays.setAll(sums, _ -> new TreeSums(most));
    return sums;
  }

  void clear(int count) {
    for (float[] leaf : leaves) {
      Arrays.fill(leaf, 0, count, 0f);
    }
  }

  /** Adds to the sums of one leaf. */
  void add(int leaf, float[] x, int at, int count) {
    Arithmetic.add(leaves[leaf], 0, x, at, leaves[leaf], 0, count);
  }

  /** The sums of all leaves; the next ones begin with {@link #clear}. */
  float[] total(int count) {
    for (int apart = 1; apart < BatchTree.LEAVES; apart *= 2) {
      for (int leaf = 0; leaf < BatchTree.LEAVES; leaf += 2 * apart) {
        float[] sum = leaves[leaf];
        Arithmetic.add(sum, 0, leaves[leaf + apart], 0, sum, 0, count);
      }
    }
    return leaves[0];
  }
}
