package dev.alexandrite.core.plan;

import dev.alexandrite.spi.ElementwiseOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The gradients found so far, by the value or parameter that they belong to. A value with several
 * consumers, or a parameter with several users, has several contributions; they add up.
 */
final class Gradients {
  private final GraphBuilder graph;
  private final Set<Integer> wanted = new HashSet<>();
  private final Map<Integer, List<Integer>> contributions = new HashMap<>();

  Gradients(GraphBuilder graph) {
    this.graph = graph;
  }

  /** Says that a value depends on parameters, so that its gradient is needed. */
  void want(int value) {
    wanted.add(value);
  }

  boolean wanted(int value) {
    return wanted.contains(value);
  }

  /** A new value for a gradient by {@code value}, already counted as a contribution. */
  int contribute(int value) {
    String name = "gradient of " + graph.values().get(value).name();
    int gradient =
        graph.values().get(value).batched()
            ? graph.batched(name, graph.shape(value))
            : graph.whole(name, graph.shape(value));
    contribute(value, gradient);
    return gradient;
  }

  /** Counts an existing value as a contribution: the sum's gradient is that of each term. */
  void contribute(int value, int gradient) {
    contributions.computeIfAbsent(value, v -> new ArrayList<>()).add(gradient);
  }

  boolean has(int value) {
    return contributions.containsKey(value);
  }

  /** The sum of all contributions, complete once every consumer has been rewritten. */
  int total(String layer, int value) {
    List<Integer> parts = contributions.get(value);
    if (parts == null) {
      throw new IllegalStateException("no gradient reaches " + graph.values().get(value).name());
    }
    if (parts.size() == 1) {
      return parts.get(0);
    }
    boolean batched = graph.values().get(value).batched();
    String name = "summed gradient of " + graph.values().get(value).name();
    int sum =
        batched ? graph.batched(name, graph.shape(value)) : graph.whole(name, graph.shape(value));
    graph.step(
        layer,
        new ElementwiseOp.Add(graph.shape(value), parts.size(), batched),
        parts,
        List.of(sum));
    contributions.put(value, new ArrayList<>(List.of(sum)));
    return sum;
  }
}
