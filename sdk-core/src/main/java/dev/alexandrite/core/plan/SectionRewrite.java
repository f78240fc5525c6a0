package dev.alexandrite.core.plan;

import dev.alexandrite.core.plan.SectionGraph.Gradient;
import dev.alexandrite.model.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Forward and backward pass of a part of a network, for one of several devices. */
final class SectionRewrite {
  private final Network part;
  private final GraphBuilder graph = new GraphBuilder();
  private final int input;
  private final int output;
  private final int forwardSteps;
  private final int outputGradient;
  private final int inputGradient;
  private List<Gradient> gradients = new ArrayList<>();

  /**
   * Adds all steps.
   *
   * @param part the part as a network of its own
   * @param division where it lies in the whole network
   * @param wantsInput whether the gradient by its input is needed
   * @param frozen the layers whose parameters and statistics stay as they are
   */
  SectionRewrite(Network part, Division division, boolean wantsInput, Set<String> frozen) {
    this.part = part;
    BackwardPass pass = new BackwardPass(part, graph, division, frozen);
    this.input = graph.batched(Network.INPUT, part.input());
    if (wantsInput) {
      pass.wantInput(input);
    }
    this.output = pass.forward(input);
    this.forwardSteps = graph.steps().size();
    this.outputGradient = pass.outputGradient(output);
    pass.backward(
        (parameter, value) -> gradients.add(new Gradient(parameter, value, graph.steps().size())));
    this.inputGradient = wantsInput ? pass.inputGradient(input) : SectionGraph.NONE;
  }

  /**
   * Lets the backward pass compute again what it reads; gradients are finished some steps later.
   *
   * @param capacity the rows by which segments are chosen
   */
  void recompute(int capacity) {
    Recomputation again = new Recomputation(graph, forwardSteps, forwardSteps, capacity);
    again.rewrite();
    gradients =
        gradients.stream()
            .map(each -> new Gradient(each.parameter(), each.value(), again.moved(each.readyAt())))
            .toList();
  }

  /** The size of the arena for so many rows. */
  long arenaElements(int capacity) {
    return place(capacity).arenaElements();
  }

  SectionGraph plan(int capacity) {
    return new SectionGraph(
        place(capacity).plan(part.name() + " training"),
        forwardSteps,
        input,
        output,
        outputGradient,
        inputGradient,
        gradients,
        Planner.withParameters(part, graph));
  }

  private MemoryPlanner place(int capacity) {
    Map<Integer, Integer> readAt = new HashMap<>(Map.of(output, forwardSteps));
    gradients.forEach(each -> readAt.merge(each.value(), each.readyAt(), Math::max));
    return MemoryPlanner.place(
        graph,
        capacity,
        List.of(input, outputGradient),
        inputGradient == SectionGraph.NONE ? List.of() : List.of(inputGradient),
        readAt);
  }
}
