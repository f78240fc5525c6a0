package dev.alexandrite.core.plan;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Divides a forward pass into segments so that the most memory that is taken at any time of the
 * backward pass is the least, by this estimate: while it goes through a segment, there are
 *
 * <ul>
 *   <li>what is kept of the segments before: values that later segments read;
 *   <li>of the segment itself, what the backward pass reads of the steps up to where it is;
 *   <li>gradients by what the step reads and writes.
 * </ul>
 *
 * <p>Whether a division keeps below a limit is found from the first step on: of all divisions of
 * the steps up to a cut, the one that keeps the least leaves the most to those behind. The limit is
 * found by bisection. The choice depends on nothing but the graph and the batch size.
 */
final class SegmentSearch {
  private static final long IMPOSSIBLE = Long.MAX_VALUE;

  private final ForwardValues values;
  private final int steps;

  /** By step, the elements that it writes and the backward pass reads. */
  private final long[] saved;

  /** By step, the elements of gradients around it. */
  private final long[] gradients;

  /** By cut, the least that is kept before it, and the cut before in that division. */
  private final long[] kept;

  private final int[] before;

  SegmentSearch(ForwardValues values) {
    this.values = values;
    this.steps = values.layerSteps();
    this.saved = new long[steps];
    this.gradients = new long[steps];
    this.kept = new long[steps + 1];
    this.before = new int[steps + 1];
    for (int step = 0; step < steps; step++) {
      gradients[step] = values.elementsAround(step);
      for (int value : values.written(step)) {
        saved[step] += values.readBackward(value) ? values.elements(value) : 0;
      }
    }
  }

  /** The steps with which segments begin, but the first, in order; none if all is one segment. */
  List<Integer> cuts() {
    long low = 0;
    long high = Arrays.stream(saved).sum() + Arrays.stream(gradients).max().orElse(0);
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (fits(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    fits(high);
    Deque<Integer> cuts = new ArrayDeque<>();
    for (int cut = before[steps]; cut > 0; cut = before[cut]) {
      cuts.push(cut);
    }
    return List.copyOf(cuts);
  }

  private boolean fits(long limit) {
    Arrays.fill(kept, IMPOSSIBLE);
    kept[0] = 0;
    for (int from = 0; from < steps; from++) {
      if (kept[from] != IMPOSSIBLE) {
        extend(from, limit);
      }
    }
    return kept[steps] != IMPOSSIBLE;
  }

  /** Tries all segments from a cut on. */
  private void extend(int from, long limit) {
    long[] endsAt = new long[steps + 1];
    long live = 0;
    long read = 0;
    for (int step = from; step < steps; step++) {
      read += saved[step];
      if (kept[from] + read + gradients[step] > limit) {
        return;
      }
      for (int value : values.written(step)) {
        int last = Math.min(values.lastForwardReader(value), steps);
        if (last > step) {
          live += values.elements(value);
          endsAt[last] += values.elements(value);
        }
      }
      live -= endsAt[step];
      int to = step + 1;
      if (kept[from] + live < kept[to]) {
        kept[to] = kept[from] + live;
        before[to] = from;
      }
    }
  }
}
