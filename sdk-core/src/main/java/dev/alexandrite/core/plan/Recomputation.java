package dev.alexandrite.core.plan;

import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.OpGraph.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lets the backward pass compute again what it reads of the forward pass (Chen et al., "Training
 * deep nets with sublinear memory cost", arXiv 1604.06174): kept is what leaves a segment of the
 * forward pass; right before the backward pass reads anything else of a segment, those steps of the
 * segment are repeated that lead to it, from the same inputs to the same bits.
 *
 * <p>The parameters are still the same then: one is updated behind the gradient of the first node
 * that uses it, and whatever is computed from it is read before that. Running statistics move once:
 * a batch that is normalised again moves others.
 */
final class Recomputation {
  private final GraphBuilder graph;
  private final int forwardSteps;
  private final ForwardValues values;
  private final NavigableMap<Integer, List<Step>> inserted = new TreeMap<>();
  private final Map<Integer, Integer> again = new HashMap<>();

  /**
   * Of a graph with forward and backward pass.
   *
   * @param layerSteps how many of its steps compute layers forward; they are divided into segments
   * @param forwardSteps how many of its steps come before the backward pass, losses included
   * @param capacity the largest batch
   */
  Recomputation(GraphBuilder graph, int layerSteps, int forwardSteps, int capacity) {
    this.graph = graph;
    this.forwardSteps = forwardSteps;
    this.values = new ForwardValues(graph, layerSteps, forwardSteps, capacity);
  }

  /** Divides the forward pass so that it takes the least memory. */
  void rewrite() {
    rewrite(new SegmentSearch(values).cuts());
  }

  /** Divides the forward pass before such steps. */
  void rewrite(List<Integer> cuts) {
    int from = 0;
    for (int to : cuts) { // behind the last cut is the segment with which the backward pass begins
      repeat(from, to);
      from = to;
    }
    List<Step> steps = graph.steps();
    List<Step> rewritten = new ArrayList<>(steps.subList(0, forwardSteps));
    for (int at = forwardSteps; at < steps.size(); at++) {
      rewritten.addAll(inserted.getOrDefault(at, List.of()));
      rewritten.add(reading(steps.get(at)));
    }
    graph.replaceSteps(rewritten);
  }

  /** A number of steps from the first one on, as it is with those that were inserted. */
  int moved(int count) {
    return count + inserted.headMap(count).values().stream().mapToInt(List::size).sum();
  }

  /** Repeats of a segment what the backward pass reads, right before it reads the first of it. */
  private void repeat(int from, int to) {
    Set<Integer> needed = new HashSet<>();
    int first = Integer.MAX_VALUE;
    for (int at = forwardSteps; at < graph.steps().size(); at++) {
      for (int value : graph.steps().get(at).inputs()) {
        if (dropped(value, from, to)) {
          needed.add(value);
          first = Math.min(first, at);
        }
      }
    }
    Deque<Step> steps = new ArrayDeque<>();
    for (int at = to - 1; at >= from; at--) {
      Step step = graph.steps().get(at);
      if (step.outputs().stream().anyMatch(needed::contains)) {
        steps.push(step);
        step.inputs().stream().filter(id -> dropped(id, from, to)).forEach(needed::add);
      }
    }
    if (!steps.isEmpty()) {
      List<Step> copies = inserted.computeIfAbsent(first, _ -> new ArrayList<>());
      steps.forEach(step -> copies.add(repeated(step, from, to)));
    }
  }

  private boolean dropped(int value, int from, int to) {
    int writer = values.writer(value);
    return from <= writer && writer < to && values.lastForwardReader(value) < to;
  }

  private Step repeated(Step step, int from, int to) {
    Step copy = copied(step, from, to);
    if (step.outputs().stream().noneMatch(graph::isPersistent)) {
      return copy;
    }
    if (!(step.op() instanceof BatchNormOp.Training)) {
      throw new IllegalStateException(
          "layer "
              + step.layer()
              + " changes state by "
              + step.op()
              + ", which must not be repeated");
    }
    return movingItsOwn(step, copy);
  }

  /** A batch that is normalised again moves statistics that nobody reads. */
  private Step movingItsOwn(Step step, Step copy) {
    List<Integer> in = new ArrayList<>(copy.inputs());
    for (int i = 0; i < step.outputs().size(); i++) {
      int value = step.outputs().get(i);
      if (graph.isPersistent(value)) {
        in.set(step.inputs().indexOf(value), copy.outputs().get(i));
      }
    }
    return new Step(step.layer(), step.op(), in, copy.outputs());
  }

  private Step copied(Step step, int from, int to) {
    List<Integer> in = reading(step).inputs();
    List<Integer> out = new ArrayList<>();
    for (int value : step.outputs()) {
      String name = graph.values().get(value).name() + " again";
      int copy = graph.value(name, graph.operand(value));
      if (dropped(value, from, to)) {
        again.put(value, copy);
      }
      out.add(copy);
    }
    return new Step(step.layer(), step.op(), in, out);
  }

  private Step reading(Step step) {
    List<Integer> in = step.inputs().stream().map(id -> again.getOrDefault(id, id)).toList();
    return new Step(step.layer(), step.op(), in, step.outputs());
  }
}
