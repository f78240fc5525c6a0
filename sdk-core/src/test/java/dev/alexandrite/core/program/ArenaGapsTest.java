package dev.alexandrite.core.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArenaGapsTest {
  /** Alive in steps 0 to 2, 1 to 1 and 2 to 3. */
  private static final OpGraph GRAPH =
      new OpGraph(
          "test",
          2,
          List.of(value(0, 0, 0, 2), value(1, 64, 1, 1), value(2, 32, 2, 3)),
          List.of(),
          96);

  @Test
  void blocksLieBetweenWhatIsAlive() {
    ArenaGaps gaps = new ArenaGaps(GRAPH);
    assertEquals(List.of(32L, 96L), gaps.place(1, 30, 20));
    assertEquals(List.of(64L), gaps.place(2, 32));
    assertEquals(List.of(0L), gaps.place(3, 17));
    assertEquals(128, gaps.arenaElements()); // 20 elements from 96 on, in whole cache lines
  }

  @Test
  void theArenaGrowsWhereNoGapIsLargeEnough() {
    ArenaGaps gaps = new ArenaGaps(GRAPH);
    assertEquals(List.of(96L), gaps.place(1, 33));
    assertEquals(144, gaps.arenaElements());
    assertEquals(List.of(0L, 0L), gaps.place(1, 0, 0));
  }

  /** 16 elements a row, two rows. */
  private static OpGraph.Value value(int id, long offset, int first, int last) {
    TensorSpec spec = new TensorSpec("v" + id, Shape.of(16), true);
    return new OpGraph.Value(id, spec, OpGraph.Storage.ARENA, offset, first, last);
  }
}
