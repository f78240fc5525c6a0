package dev.alexandrite.core.plan;

import dev.alexandrite.model.AuxiliaryHead;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.List;
import java.util.Map;

/**
 * Forward pass, loss, backward pass and update in one graph. A parameter is updated as soon as its
 * gradient is finished, so that the gradient's memory is free again. Gradients of fully connected
 * weights, which are larger than what they are computed from, wait until the activations of the
 * layers below are no longer needed.
 */
final class TrainingRewrite {
  private final Network network;
  private final GraphBuilder graph = new GraphBuilder();
  private final LossOp loss;
  private final UpdateRule rule;
  private final BackwardPass pass;
  private final int input;
  private int logits;
  private final int labels;
  private int losses;
  private int layerSteps;
  private int forwardSteps;

  TrainingRewrite(Network network, LossOp loss, UpdateRule rule) {
    this.network = network;
    this.loss = loss;
    this.rule = rule;
    this.pass = new BackwardPass(network, graph, Division.NONE, rule.frozen());
    this.input = graph.batched(Network.INPUT, network.input());
    this.labels = graph.batched("labels", loss.target());
  }

  void forward() {
    logits = pass.forward(input);
    layerSteps = graph.steps().size();
    losses = graph.batched("losses", Shape.of(1));
    graph.step("loss", loss, List.of(logits, labels), List.of(losses, pass.outputGradient(logits)));
    for (AuxiliaryHead head : network.auxiliaryHeads()) {
      losses = added(losses, auxiliary(head));
    }
    forwardSteps = graph.steps().size();
  }

  /** The head's loss, weighted; so is the gradient by its logits. */
  private int auxiliary(AuxiliaryHead head) {
    String name = "loss of " + head.node();
    Shape row = network.shape(head.node());
    int raw = graph.batched(name, Shape.of(1));
    int rawGradient = graph.batched("gradient of " + name, row);
    int value = pass.output(head.node());
    graph.step(name, loss, List.of(value, labels), List.of(raw, rawGradient));
    scaled(name, head.weight(), row, rawGradient, pass.outputGradient(value));
    int weighted = graph.batched("weighted " + name, Shape.of(1));
    scaled(name, head.weight(), Shape.of(1), raw, weighted);
    return weighted;
  }

  private void scaled(String name, double weight, Shape row, int from, int to) {
    UnaryFunction scale = new UnaryFunction.Scale((float) weight);
    graph.step(
        name, new ElementwiseOp.Unary(scale, Operand.batched(row)), List.of(from), List.of(to));
  }

  private int added(int one, int other) {
    int sum = graph.batched("losses", Shape.of(1));
    graph.step(
        "loss",
        new ElementwiseOp.Binary(BinaryFunction.ADD, Shape.of(1)),
        List.of(one, other),
        List.of(sum));
    return sum;
  }

  void backward() {
    UpdateLowering updates = new UpdateLowering(graph, rule);
    pass.backward(updates::use);
  }

  /** To be called before gradients are postponed, behind whose updates nothing can be repeated. */
  Recomputation recomputation(int capacity) {
    return new Recomputation(graph, layerSteps, forwardSteps, capacity);
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

  MemoryPlanner place(int capacity) {
    return MemoryPlanner.place(
        graph, capacity, List.of(input, labels), List.of(losses, logits), Map.of());
  }

  GraphBuilder graph() {
    return graph;
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
