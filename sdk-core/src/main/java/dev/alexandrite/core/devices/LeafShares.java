package dev.alexandrite.core.devices;

import dev.alexandrite.spi.BatchTree;
import java.util.ArrayList;
import java.util.List;

/**
 * The leaves of a batch that each device computes: whole leaves, contiguous, the first devices one
 * more than the last ones where they cannot be equal.
 */
final class LeafShares {
  private final int devices;
  private final int leaves;

  /** Among more devices than leaves, which is only estimated, a batch has a leaf for each. */
  LeafShares(int devices) {
    this.devices = devices;
    this.leaves = Math.max(devices, BatchTree.LEAVES);
  }

  int devices() {
    return devices;
  }

  /** A device's first leaf; that of the device after the last one is the end. */
  int firstLeaf(int rank) {
    return rank * (leaves / devices) + Math.min(rank, leaves % devices);
  }

  /** The examples of a device in a batch of so many. */
  int rows(int rank, int batch) {
    return firstRow(rank + 1, batch) - firstRow(rank, batch);
  }

  /** A device's first example in a batch of so many; that of the one after the last is the end. */
  int firstRow(int rank, int batch) {
    return (int) ((long) batch * firstLeaf(rank) / leaves);
  }

  /** A device's leaves as the fewest whole subtrees of the tree. */
  List<Span> spans(int rank) {
    List<Span> spans = new ArrayList<>();
    int end = firstLeaf(rank + 1);
    int leaf = firstLeaf(rank);
    while (leaf < end) {
      int size = 1;
      while (leaf % (2 * size) == 0 && leaf + 2 * size <= end) {
        size *= 2;
      }
      spans.add(new Span(leaf, size));
      leaf += size;
    }
    return spans;
  }

  /** The fewest examples in a subtree of a batch of so many. */
  int fewestTogether(int batch) {
    return allSpans().stream().mapToInt(span -> span.rows(batch)).min().orElseThrow();
  }

  /** The subtrees of all devices in order; the tree above them adds up the batch. */
  List<Span> allSpans() {
    List<Span> all = new ArrayList<>();
    for (int rank = 0; rank < devices; rank++) {
      all.addAll(spans(rank));
    }
    return all;
  }

  /** A whole subtree: a power of two of leaves, aligned to its size. */
  record Span(int firstLeaf, int leaves) {
    /** Its first example in a batch of so many. */
    int firstRow(int batch) {
      return BatchTree.start(firstLeaf, batch);
    }

    /** Its examples in a batch of so many. */
    int rows(int batch) {
      return BatchTree.start(firstLeaf + leaves, batch) - firstRow(batch);
    }

    /** The most examples that it has in any batch up to so many. */
    int mostRows(int batch) {
      return Math.ceilDiv(batch * leaves, BatchTree.LEAVES);
    }
  }
}
