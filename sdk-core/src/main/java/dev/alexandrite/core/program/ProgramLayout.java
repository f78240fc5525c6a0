package dev.alexandrite.core.program;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.OpPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A graph with a plan for every operator and a place in the arena for what the plans work in: all
 * of a program but its memory.
 */
final class ProgramLayout {
  private final OpGraph graph;
  private final boolean writesStore;
  private final List<Optional<OpPlan>> plans = new ArrayList<>();
  private final List<List<Long>> places = new ArrayList<>();
  private final long arenaElements;

  /**
   * Plans and places.
   *
   * @param backend plans every operator but the losses that the host computes
   * @param graph the planned graph
   */
  ProgramLayout(Backend backend, OpGraph graph) {
    this.graph = graph;
    this.writesStore = graph.steps().stream().anyMatch(this::writesStore);
    ArenaGaps gaps = new ArenaGaps(graph);
    for (OpGraph.Step step : graph.steps()) {
      Optional<OpPlan> plan =
          step.op() instanceof LossOp.Host
              ? Optional.empty()
              : Optional.of(backend.plan(step.op(), graph.capacity()));
      places.add(
          gaps.place(
              plans.size(),
              plan.map(this::packedHere).orElse(0L),
              plan.map(OpPlan::workspaceElements).orElse(0L)));
      plans.add(plan);
    }
    this.arenaElements = gaps.arenaElements();
  }

  private boolean writesStore(OpGraph.Step step) {
    return step.outputs().stream().anyMatch(this::persistent);
  }

  private boolean persistent(int value) {
    return graph.values().get(value).storage() == OpGraph.Storage.PERSISTENT;
  }

  /** Whether the graph changes parameters, so that what is packed of them serves it alone. */
  boolean writesStore() {
    return writesStore;
  }

  /** The plan of a step; none where the host computes a loss. */
  Optional<OpPlan> plan(int step) {
    return plans.get(step);
  }

  /** Parameters that this graph itself changes are packed before each run, for one step. */
  long packedHere(OpPlan plan) {
    return writesStore ? plan.packedElements() : 0;
  }

  /** What programs over one store share of it, packed once. */
  long packedShared(OpPlan plan) {
    return writesStore ? 0 : plan.packedElements();
  }

  /** Where a step's packed parameters and its workspace begin in the arena. */
  List<Long> places(int step) {
    return places.get(step);
  }

  /** The arena with values, packed parameters and workspaces. */
  long arenaElements() {
    return arenaElements;
  }

  /** The names of the persistent tensors that a step reads. */
  List<String> parameters(OpGraph.Step step) {
    return step.inputs().stream()
        .filter(this::persistent)
        .map(value -> graph.values().get(value).spec().name())
        .toList();
  }
}
