package dev.alexandrite.core.plan;

import com.google.common.collect.ImmutableList;
import dev.alexandrite.TrainingException;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.OpGraph.Step;
import dev.alexandrite.spi.OpGraph.Storage;
import dev.alexandrite.spi.OpGraph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Gives every temporary value its place in one arena. A value lives from the step that writes it to
 * the last that reads it; an operator that may run in place reuses the block of an input that dies
 * there; blocks are placed one after another at the lowest offset that no living block occupies, in
 * the order (largest, longest-lived or both first) that takes the least memory.
 */
final class MemoryPlanner {
  /** Offsets are multiples of a cache line of 16 floats. */
  private static final int ALIGNMENT = 16;

  private final GraphBuilder graph;
  private final int capacity;
  private final int[] first;
  private final int[] last;
  private final int[] blockOf;
  private final Placement placement;

  private MemoryPlanner(
      GraphBuilder graph,
      int capacity,
      List<Integer> uploaded,
      List<Integer> kept,
      Map<Integer, Integer> readAt) {
    this.graph = graph;
    this.capacity = capacity;
    int count = graph.values().size();
    this.first = new int[count];
    this.last = new int[count];
    this.blockOf = new int[count];
    findLifetimes(uploaded, kept);
    readAt.forEach((id, steps) -> last[id] = Math.max(last[id], steps - 1));
    shareInPlace(uploaded);
    this.placement = smallestPlacement();
  }

  /**
   * Plans a graph.
   *
   * <p>A value that no step writes and that is not uploaded before the first one is written by the
   * host right before the step that reads it first.
   *
   * @param uploaded values written by the host before the first step
   * @param kept values read by the host after the last step
   */
  static OpGraph plan(
      String name, GraphBuilder graph, int capacity, List<Integer> uploaded, List<Integer> kept) {
    return plan(name, graph, capacity, uploaded, kept, Map.of());
  }

  /**
   * Plans a graph of which some values are read between two steps.
   *
   * @param uploaded values written by the host before the first step
   * @param kept values read by the host after the last step
   * @param readAt by value, the number of steps after which the host reads it
   */
  static OpGraph plan(
      String name,
      GraphBuilder graph,
      int capacity,
      List<Integer> uploaded,
      List<Integer> kept,
      Map<Integer, Integer> readAt) {
    return place(graph, capacity, uploaded, kept, readAt).plan(name);
  }

  /**
   * Finds places, whether or not one array can hold them all, to be compared with others first.
   *
   * @param uploaded values written by the host before the first step
   * @param kept values read by the host after the last step
   * @param readAt by value, the number of steps after which the host reads it
   */
  static MemoryPlanner place(
      GraphBuilder graph,
      int capacity,
      List<Integer> uploaded,
      List<Integer> kept,
      Map<Integer, Integer> readAt) {
    return new MemoryPlanner(graph, capacity, uploaded, kept, readAt);
  }

  /** The size of the arena. */
  long arenaElements() {
    return placement.arena();
  }

  OpGraph plan(String name) {
    long[] offsets = placement.offsets();
    long arena = placement.arena();
    if (arena > Integer.MAX_VALUE) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "%s needs %,d floats of memory for a batch of %d, more than one array holds; lower"
                  + " the batch size and accumulate gradients over several batches instead",
              name,
              arena,
              capacity));
    }
    ImmutableList.Builder<Value> values = ImmutableList.builder();
    for (int id = 0; id < blockOf.length; id++) {
      boolean persistent = graph.isPersistent(id);
      values.add(
          new Value(
              id,
              graph.values().get(id),
              persistent ? Storage.PERSISTENT : Storage.ARENA,
              persistent ? 0 : offsets[blockOf[id]],
              first[id],
              last[id]));
    }
    return new OpGraph(name, capacity, values.build(), graph.steps(), arena);
  }

  private void findLifetimes(List<Integer> uploaded, List<Integer> kept) {
    Arrays.fill(first, Integer.MAX_VALUE);
    Arrays.fill(last, -1);
    for (int id = 0; id < blockOf.length; id++) {
      blockOf[id] = id;
    }
    boolean[] written = new boolean[blockOf.length];
    List<Step> steps = graph.steps();
    for (int at = 0; at < steps.size(); at++) {
      for (int id : steps.get(at).inputs()) {
        last[id] = at;
      }
      for (int id : steps.get(at).outputs()) {
        written[id] = true;
        first[id] = Math.min(first[id], at);
        last[id] = Math.max(last[id], at);
      }
    }
    for (int at = steps.size() - 1; at >= 0; at--) {
      for (int id : steps.get(at).inputs()) {
        first[id] = written[id] ? first[id] : at;
      }
    }
    uploaded.forEach(id -> first[id] = -1);
    kept.forEach(id -> last[id] = steps.size());
  }

  private void shareInPlace(List<Integer> uploaded) {
    List<Step> steps = graph.steps();
    for (int at = 0; at < steps.size(); at++) {
      Step step = steps.get(at);
      OptionalInt place = step.op().signature().overwrites();
      if (place.isEmpty()) {
        continue;
      }
      int input = step.inputs().get(place.getAsInt());
      int output = step.outputs().get(0);
      boolean sharable =
          !graph.isPersistent(input)
              && !graph.isPersistent(output)
              && !uploaded.contains(input)
              && step.inputs().stream().filter(id -> id == input).count() == 1
              && last[blockOf[input]] == at
              && first[output] == at
              && elements(input) == elements(output);
      if (sharable) {
        int block = blockOf[input];
        blockOf[output] = block;
        last[block] = last[output];
      }
    }
  }

  /** The smallest arena that placing the blocks in one of some orders leads to. */
  private Placement smallestPlacement() {
    Comparator<Integer> largest = Comparator.comparingLong(id -> -elements(id));
    Comparator<Integer> longest = Comparator.comparingInt(id -> first[id] - last[id]);
    Comparator<Integer> busiest =
        Comparator.comparingLong(id -> elements(id) * (first[id] - (last[id] + 1L)));
    return Stream.of(largest, longest.thenComparing(largest), busiest)
        .map(order -> place(order.thenComparing(id -> id)))
        .min(Comparator.comparingLong(Placement::arena))
        .orElseThrow();
  }

  private Placement place(Comparator<Integer> order) {
    List<Integer> blocks = new ArrayList<>();
    for (int id = 0; id < blockOf.length; id++) {
      if (blockOf[id] == id && !graph.isPersistent(id) && last[id] >= 0) {
        blocks.add(id);
      }
    }
    blocks.sort(order);
    long[] offsets = new long[blockOf.length];
    List<Integer> placed = new ArrayList<>();
    long arena = 0;
    for (int block : blocks) {
      offsets[block] = lowestGap(block, placed, offsets);
      placed.add(block);
      placed.sort(Comparator.comparingLong(id -> offsets[id]));
      arena = Math.max(arena, offsets[block] + elements(block));
    }
    return new Placement(offsets, arena);
  }

  private record Placement(long[] offsets, long arena) {}

  private long lowestGap(int block, List<Integer> placed, long[] offsets) {
    long offset = 0;
    for (int other : placed) {
      boolean together = first[other] <= last[block] && first[block] <= last[other];
      if (together && offsets[other] < offset + elements(block)) {
        offset = Math.max(offset, offsets[other] + elements(other));
      }
    }
    return offset;
  }

  private long elements(int id) {
    long exact = graph.values().get(id).elements(capacity);
    return (exact + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
