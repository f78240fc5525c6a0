package dev.alexandrite.core.plan;

import dev.alexandrite.spi.OpGraph.Step;
import dev.alexandrite.spi.TensorSpec;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of a graph on which wanted values depend, with values of its own. */
final class LiveGraph {
  private final GraphBuilder whole;
  private final GraphBuilder graph = new GraphBuilder();
  private final Map<Integer, Integer> ids = new HashMap<>();

  /**
   * Copies what is needed.
   *
   * @param uploaded values that the host writes, needed or not
   * @param wanted values that the host reads
   */
  LiveGraph(GraphBuilder whole, Collection<Integer> uploaded, Collection<Integer> wanted) {
    this.whole = whole;
    uploaded.forEach(this::copy);
    Set<Integer> needed = new HashSet<>(wanted);
    Deque<Step> steps = new ArrayDeque<>();
    for (Step step : whole.steps().reversed()) {
      if (step.outputs().stream().anyMatch(needed::contains)) {
        needed.addAll(step.inputs());
        steps.push(step);
      }
    }
    for (Step step : steps) {
      graph.step(step.layer(), step.op(), copies(step.inputs()), copies(step.outputs()));
    }
  }

  private List<Integer> copies(List<Integer> values) {
    return values.stream().map(this::copy).toList();
  }

  private int copy(int value) {
    Integer known = ids.get(value);
    if (known != null) {
      return known;
    }
    TensorSpec spec = whole.values().get(value);
    int id;
    if (whole.isPersistent(value)) {
      id = graph.persistent(spec.name(), spec.shape());
    } else {
      id =
          spec.batched()
              ? graph.batched(spec.name(), spec.shape())
              : graph.whole(spec.name(), spec.shape());
    }
    ids.put(value, id);
    return id;
  }

  GraphBuilder graph() {
    return graph;
  }

  /** What a needed value of the whole graph is called here. */
  int id(int value) {
    Integer id = ids.get(value);
    if (id == null) {
      throw new IllegalStateException("nothing needs " + whole.values().get(value).name());
    }
    return id;
  }

  List<Integer> ids(Collection<Integer> values) {
    return values.stream().map(this::id).toList();
  }
}
