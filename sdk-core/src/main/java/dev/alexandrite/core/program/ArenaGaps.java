package dev.alexandrite.core.program;

import dev.alexandrite.spi.OpGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the values of a graph leave free in its arena while a step runs: room for what the step's
 * plan needs for itself. Where it is too little, the arena grows.
 */
final class ArenaGaps {
  /** Offsets are multiples of a cache line of 16 floats. */
  private static final int ALIGNMENT = 16;

  private final OpGraph graph;
  private long arenaElements;

  ArenaGaps(OpGraph graph) {
    this.graph = graph;
    this.arenaElements = graph.arenaElements();
  }

  /** The size of the arena with all that was placed so far. */
  long arenaElements() {
    return arenaElements;
  }

  /**
   * Finds the lowest places for some blocks.
   *
   * @param step index of the step during which they are used
   * @param sizes their elements
   * @return where they begin
   */
  List<Long> place(int step, long... sizes) {
    List<Range> taken = new ArrayList<>();
    for (OpGraph.Value value : graph.values()) {
      if (value.aliveAt(step)) {
        taken.add(new Range(value.offset(), value.spec().elements(graph.capacity())));
      }
    }
    List<Long> offsets = new ArrayList<>();
    for (long size : sizes) {
      Range block = new Range(lowest(taken, size), size);
      taken.add(block);
      offsets.add(block.offset);
      arenaElements = Math.max(arenaElements, block.end());
    }
    return offsets;
  }

  private static long lowest(List<Range> taken, long size) {
    taken.sort(Comparator.comparingLong(Range::offset));
    long offset = 0;
    for (Range range : taken) {
      if (size > 0 && range.offset < offset + size) {
        offset = Math.max(offset, range.end());
      }
    }
    return offset;
  }

  private record Range(long offset, long elements) {
    long end() {
      return (offset + elements + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
  }
}
