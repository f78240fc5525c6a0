package dev.alexandrite.core.devices;

import dev.alexandrite.core.devices.LeafShares.Span;
import java.util.List;

/**
 * Adds up the sums of subtrees in the order of the batch's tree, so that the bits are those of one
 * device. A block at a time: blocks of equal subtrees side by side become their parent's.
 */
final class TreeSum {
  private static final int BLOCK = 1024;

  /** Subtrees that wait for their neighbour: of four leaves, two, one, and the one being added. */
  private static final int DEPTH = 4;

  private final int[] firstLeaves;
  private final int[] leaves;
  private final float[][] stack = new float[DEPTH][BLOCK];
  private final int[] sizes = new int[DEPTH];

  TreeSum(List<Span> spans) {
    firstLeaves = spans.stream().mapToInt(Span::firstLeaf).toArray();
    leaves = spans.stream().mapToInt(Span::leaves).toArray();
  }

  int terms() {
    return leaves.length;
  }

  /**
   * Adds.
   *
   * @param terms one array a subtree, in order
   * @param from the first element
   * @param to the end
   * @param sum receives the sums at the same places; may be one of the terms
   */
  void add(float[][] terms, int from, int to, float[] sum) {
    for (int first = from; first < to; first += BLOCK) {
      addBlock(terms, first, Math.min(BLOCK, to - first), sum);
    }
  }

  private void addBlock(float[][] terms, int first, int count, float[] sum) {
    int depth = 0;
    for (int term = 0; term < leaves.length; term++) {
      System.arraycopy(terms[term], first, stack[depth], 0, count);
      sizes[depth++] = leaves[term];
      int start = firstLeaves[term];
      while (depth > 1
          && sizes[depth - 2] == sizes[depth - 1]
          && start % (2 * sizes[depth - 1]) != 0) {
        start -= sizes[depth - 2];
        addTo(stack[depth - 2], stack[depth - 1], count);
        sizes[depth - 2] *= 2;
        depth--;
      }
    }
    System.arraycopy(stack[0], 0, sum, first, count);
  }

  private static void addTo(float[] left, float[] right, int count) {
    for (int i = 0; i < count; i++) {
      left[i] += right[i];
    }
  }
}
