package dev.alexandrite.core.plan;

import dev.alexandrite.spi.OpGraph.Step;
import java.util.Arrays;
import java.util.List;

/** What the steps of a forward pass write, who reads it, and what it takes. */
final class ForwardValues {
  private static final int NOBODY = -1;

  private final GraphBuilder graph;
  private final int layerSteps;
  private final int capacity;
  private final int[] writer;
  private final int[] lastForwardReader;
  private final boolean[] readBackward;

  /**
   * Reads a graph.
   *
   * @param layerSteps how many of its steps compute layers forward
   * @param forwardSteps how many of its steps come before the backward pass, losses included
   * @param capacity the largest batch
   */
  ForwardValues(GraphBuilder graph, int layerSteps, int forwardSteps, int capacity) {
    this.graph = graph;
    this.layerSteps = layerSteps;
    this.capacity = capacity;
    int count = graph.values().size();
    this.writer = filled(count);
    this.lastForwardReader = filled(count);
    this.readBackward = new boolean[count];
    List<Step> steps = graph.steps();
    for (int at = 0; at < steps.size(); at++) {
      for (int id : steps.get(at).inputs()) {
        if (at < forwardSteps) {
          lastForwardReader[id] = at;
        } else {
          readBackward[id] = true;
        }
      }
      if (at < layerSteps) {
        write(at, steps.get(at));
      }
    }
  }

  private static int[] filled(int count) {
    int[] numbers = new int[count];
    Arrays.fill(numbers, NOBODY);
    return numbers;
  }

  private void write(int at, Step step) {
    for (int id : step.outputs()) {
      writer[id] = graph.isPersistent(id) ? NOBODY : at;
    }
  }

  /** How many steps compute layers. */
  int layerSteps() {
    return layerSteps;
  }

  /** What a step writes into the arena. */
  List<Integer> written(int step) {
    return graph.steps().get(step).outputs().stream().filter(id -> writer[id] == step).toList();
  }

  /** The step that writes a value into the arena, or -1. Values that came later have none. */
  int writer(int value) {
    return value < writer.length ? writer[value] : NOBODY;
  }

  /** The last step before the backward pass that reads a value, or -1. */
  int lastForwardReader(int value) {
    return lastForwardReader[value];
  }

  boolean readBackward(int value) {
    return readBackward[value];
  }

  long elements(int value) {
    return graph.values().get(value).elements(capacity);
  }

  /** The arena elements of a step's inputs and outputs, which their gradients take too. */
  long elementsAround(int step) {
    Step at = graph.steps().get(step);
    long sum = 0;
    for (int id : at.inputs()) {
      sum += graph.isPersistent(id) ? 0 : elements(id);
    }
    for (int id : at.outputs()) {
      sum += graph.isPersistent(id) ? 0 : elements(id);
    }
    return sum;
  }
}
