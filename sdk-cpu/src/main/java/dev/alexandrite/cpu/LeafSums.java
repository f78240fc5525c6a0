package dev.alexandrite.cpu;

import dev.alexandrite.spi.BatchTree;
import java.util.Arrays;

/**
 * Sums over a batch in the order of {@link BatchTree}, one for each of {@code width} features. Each
 * leaf is the work of one task: it adds the positions of a row in ascending order, then the rows.
 */
final class LeafSums {
  private final int width;
  private final float[][] rows;
  private final float[][] leaves;
  private final float[] partials = new float[BatchTree.LEAVES];

  LeafSums(int width) {
    this.width = width;
    this.rows = new float[BatchTree.LEAVES][width];
    this.leaves = new float[BatchTree.LEAVES][width];
  }

  void startLeaf(int leaf) {
    Arrays.fill(leaves[leaf], 0f);
  }

  /** An accumulator for the leaf's next row, zeroed. */
  float[] startRow(int leaf) {
    Arrays.fill(rows[leaf], 0f);
    return rows[leaf];
  }

  void endRow(int leaf) {
    Arithmetic.add(leaves[leaf], 0, rows[leaf], 0, leaves[leaf], 0, width);
  }

  /** The sum of one feature over the batch, once all leaves are done. */
  float total(int feature) {
    for (int leaf = 0; leaf < BatchTree.LEAVES; leaf++) {
      partials[leaf] = leaves[leaf][feature];
    }
    return BatchTree.sum(partials);
  }
}
