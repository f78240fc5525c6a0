package dev.alexandrite.core.plan;

import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.model.Shape;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.LossOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gradient as a rewrite of the graph: the lowered nodes are read backwards, each adds the steps
 * of its own gradient, and a parameter is updated as soon as the last node that uses it is done, so
 * that its gradient's memory is free again. Gradients of fully connected weights, which are larger
 * than what they are computed from, wait until the activations of the layers below are no longer
 * needed.
 */
final class TrainingRewrite {
  private final Network network;
  private final GraphSketch graph;
  private final UpdateRule rule;
  private final Gradients gradients;
  private final Lowering lowering;
  private final int input;
  private int logits;
  private final int labels;
  private final int losses;

  TrainingRewrite(Network network, GraphSketch graph, UpdateRule rule) {
    this.network = network;
    this.graph = graph;
    this.rule = rule;
    this.gradients = new Gradients(graph);
    this.lowering = Lowering.forTraining(network, graph);
    this.input = graph.batched(Network.INPUT, network.input());
    this.labels = graph.batched("labels", Shape.of(1));
    this.losses = graph.batched("losses", Shape.of(1));
  }

  void forward(LossOp loss) {
    logits = lowering.lower(input);
    for (Lowering.Lowered node : lowering.tape()) {
      boolean trained = !parameters(node).isEmpty();
      if (trained || node.inputs().stream().anyMatch(gradients::wanted)) {
        gradients.want(node.output());
      }
    }
    graph.step(
        "loss", loss, List.of(logits, labels), List.of(losses, gradients.contribute(logits)));
  }

  void backward() {
    Map<String, Integer> users = countUsers();
    for (Lowering.Lowered node : lowering.tape().reversed()) {
      if (gradients.wanted(node.output()) && gradients.has(node.output())) {
        String layer = node.node().name();
        node.gradient().rewrite(gradients.total(layer, node.output()), gradients);
      }
      for (ParameterSpec parameter : parameters(node)) {
        if (users.merge(parameter.name(), -1, Integer::sum) == 0) {
          finish(parameter);
        }
      }
    }
  }

  /** A weight gradient that takes more memory than its inputs, which stay alive until then. */
  void postponeLargeGradients(int capacity) {
    graph.postpone(
        step ->
            step.op() instanceof LinearOp.WeightGradient
                && elements(step.outputs(), capacity) > elements(step.inputs(), capacity));
  }

  private long elements(List<Integer> values, int capacity) {
    return values.stream().mapToLong(value -> graph.values().get(value).elements(capacity)).sum();
  }

  private void finish(ParameterSpec parameter) {
    int value = graph.persistent(parameter.name(), parameter.shape());
    if (!gradients.has(value)) {
      return; // does not reach the loss
    }
    int gradient = gradients.total(parameter.name(), value);
    if (!rule.needsAllGradients()) {
      new UpdateLowering(graph, rule).update(parameter, gradient);
      return;
    }
    int gathered = graph.persistent(GatheredUpdate.gradientName(parameter), parameter.shape());
    graph.step(
        parameter.name(),
        new ElementwiseOp.Add(parameter.shape(), 2, false),
        List.of(gathered, gradient),
        List.of(gathered));
  }

  private Map<String, Integer> countUsers() {
    Map<String, Integer> users = new HashMap<>();
    for (Lowering.Lowered node : lowering.tape()) {
      parameters(node).forEach(parameter -> users.merge(parameter.name(), 1, Integer::sum));
    }
    return users;
  }

  private List<ParameterSpec> parameters(Lowering.Lowered node) {
    List<Shape> shapes = new ArrayList<>(network.inputShapes(node.node()));
    return node.node().layer().parameters(node.node().parametersOf(), shapes);
  }

  int input() {
    return input;
  }

  int labels() {
    return labels;
  }

  int losses() {
    return losses;
  }

  int logits() {
    return logits;
  }
}
