package dev.alexandrite.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.OpGraph.Step;
import dev.alexandrite.spi.OpGraph.Storage;
import dev.alexandrite.spi.OpGraph.Value;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MemoryPlannerTest {
  private static final Shape SHAPE = Shape.of(40);

  @Test
  void reluRunsInPlaceWhereItsInputDies() {
    GraphBuilder builder = new GraphBuilder();
    int x = builder.batched("x", SHAPE);
    int copy = builder.batched("copy", SHAPE);
    int y = builder.batched("y", SHAPE);
    builder.step("copy", new ShapeOp.Reshape(SHAPE, SHAPE), List.of(x), List.of(copy));
    builder.step(
        "relu", new ActivationOp.Forward(SHAPE, Activation.RELU), List.of(copy), List.of(y));
    OpGraph graph = MemoryPlanner.plan("test", builder, 2, List.of(x), List.of(y));
    assertEquals(graph.values().get(copy).offset(), graph.values().get(y).offset());
  }

  @Test
  void uploadedImagesAreNeverOverwritten() {
    GraphBuilder builder = new GraphBuilder();
    int x = builder.batched("x", SHAPE);
    int y = builder.batched("y", SHAPE);
    builder.step("relu", new ActivationOp.Forward(SHAPE, Activation.RELU), List.of(x), List.of(y));
    OpGraph graph = MemoryPlanner.plan("test", builder, 2, List.of(x), List.of(y));
    assertTrue(apart(graph, graph.values().get(x), graph.values().get(y)));
  }

  @Test
  void tooLargeABatchIsRefusedWithARemedy() {
    GraphBuilder builder = new GraphBuilder();
    int x = builder.batched("x", Shape.of(1 << 30));
    int y = builder.batched("y", Shape.of(1 << 30));
    builder.step(
        "copy", new ShapeOp.Reshape(Shape.of(1 << 30), Shape.of(1 << 30)), List.of(x), List.of(y));
    TrainingException e =
        assertThrows(
            TrainingException.class,
            () -> MemoryPlanner.plan("net", builder, 8, List.of(x), List.of(y)));
    assertTrue(e.getMessage().contains("batch of 8"), e.getMessage());
  }

  /** Whatever the graph, two values that live at the same time never share memory. */
  @Property(tries = 200)
  void livingValuesNeverOverlap(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 1_000_000) Integer> choices) {
    GraphBuilder builder = new GraphBuilder();
    List<Integer> values = new ArrayList<>(List.of(builder.batched("x", SHAPE)));
    for (int choice : choices) {
      int a = values.get(choice % values.size());
      int b = values.get(choice / 7 % values.size());
      int y = builder.batched("v" + values.size(), SHAPE);
      if (choice % 3 == 0) {
        builder.step("r", new ActivationOp.Forward(SHAPE, Activation.RELU), List.of(a), List.of(y));
      } else {
        builder.step("a", new ElementwiseOp.Add(SHAPE, 2, true), List.of(a, b), List.of(y));
      }
      values.add(y);
    }
    int end = values.getLast();
    OpGraph graph = MemoryPlanner.plan("random", builder, 3, List.of(0), List.of(end));
    assertEveryReadSeesItsWriter(graph, 0, end);
  }

  /** Replays the steps with memory that remembers which value was written last. */
  private static void assertEveryReadSeesItsWriter(OpGraph graph, int uploaded, int kept) {
    int[] owner = new int[(int) graph.arenaElements()];
    write(graph, owner, uploaded);
    for (Step step : graph.steps()) {
      step.inputs().forEach(id -> assertOwns(graph, owner, id, step.layer()));
      step.outputs().forEach(id -> write(graph, owner, id));
    }
    assertOwns(graph, owner, kept, "result");
  }

  private static void write(OpGraph graph, int[] owner, int id) {
    Value value = graph.values().get(id);
    assertEquals(Storage.ARENA, value.storage());
    for (int i = 0; i < value.spec().elements(graph.capacity()); i++) {
      owner[(int) value.offset() + i] = id + 1;
    }
  }

  private static void assertOwns(OpGraph graph, int[] owner, int id, String reader) {
    Value value = graph.values().get(id);
    for (int i = 0; i < value.spec().elements(graph.capacity()); i++) {
      assertEquals(id + 1, owner[(int) value.offset() + i], reader + " reads " + value);
    }
  }

  private static boolean apart(OpGraph graph, Value a, Value b) {
    return a.offset() + a.spec().elements(graph.capacity()) <= b.offset()
        || b.offset() + b.spec().elements(graph.capacity()) <= a.offset();
  }
}
