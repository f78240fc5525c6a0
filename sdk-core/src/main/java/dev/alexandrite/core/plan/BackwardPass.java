package dev.alexandrite.core.plan;

import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The gradient as a rewrite of the graph: the lowered nodes are read backwards, each adds the steps
 * of its own gradient, and a parameter's gradient is finished as soon as the last node that uses
 * the parameter is done.
 */
final class BackwardPass {
  private final GraphBuilder graph;
  private final Gradients gradients;
  private final Lowering lowering;

  /** What is done with a parameter's gradient once all of it is there. */
  @FunctionalInterface
  interface Finish {
    void gradient(ParameterSpec parameter, int gradient);
  }

  BackwardPass(Network network, GraphBuilder graph, Division division, Set<String> frozen) {
    this(graph, Lowering.forTraining(network, graph, division, frozen));
  }

  BackwardPass(GraphBuilder graph, Lowering lowering) {
    this.graph = graph;
    this.gradients = new Gradients(graph);
    this.lowering = lowering;
  }

  /** Says that the gradient by the network's input is needed, too. */
  void wantInput(int input) {
    gradients.want(input);
  }

  /** Lowers the nodes and returns the value of the network's output. */
  int forward(int input) {
    int output = lowering.lower(input);
    for (Lowering.Lowered node : lowering.tape()) {
      boolean trained = !node.parameters().isEmpty();
      if (trained || node.inputs().stream().anyMatch(gradients::wanted)) {
        gradients.want(node.output());
      }
    }
    return output;
  }

  /** The value of a node's output, after {@link #forward}. */
  int output(String node) {
    return lowering.batchedOutput(node);
  }

  /**
   * The value for the gradient by the network's output or an auxiliary head's, which is where the
   * pass begins.
   */
  int outputGradient(int output) {
    return gradients.contribute(output);
  }

  void backward(Finish finish) {
    Map<String, Integer> users = countUsers();
    for (Lowering.Lowered node : lowering.tape().reversed()) {
      if (gradients.wanted(node.output()) && gradients.has(node.output())) {
        int total = gradients.total(node.layer(), node.output());
        node.gradient().rewrite(total, gradients);
      }
      for (ParameterSpec parameter : node.parameters()) {
        if (users.merge(parameter.name(), -1, Integer::sum) == 0) {
          finish(parameter, finish);
        }
      }
    }
  }

  /** The gradient by the network's input, after the pass. */
  int inputGradient(int input) {
    return gradients.total(Network.INPUT, input);
  }

  /** The gradient by a node's output, after the pass; none if the network's does not need it. */
  int gradient(String node, int value) {
    return gradients.has(value) ? gradients.total(node, value) : InspectionPlan.NONE;
  }

  private void finish(ParameterSpec parameter, Finish finish) {
    int value = graph.persistent(parameter.name(), parameter.shape());
    if (gradients.has(value)) { // otherwise it does not reach the loss
      finish.gradient(parameter, gradients.total(parameter.name(), value));
    }
  }

  private Map<String, Integer> countUsers() {
    Map<String, Integer> users = new HashMap<>();
    for (Lowering.Lowered node : lowering.tape()) {
      node.parameters().forEach(parameter -> users.merge(parameter.name(), 1, Integer::sum));
    }
    return users;
  }
}
