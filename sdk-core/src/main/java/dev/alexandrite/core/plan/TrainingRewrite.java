package dev.alexandrite.core.plan;

import dev.alexandrite.model.Network;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Forward pass, loss, backward pass and update in one graph. A parameter is updated as soon as its
 * gradient is finished, so that the gradient's memory is free again. Gradients of fully connected
 * weights, which are larger than what they are computed from, wait until the activations of the
 * layers below are no longer needed.
 */
final class TrainingRewrite {
  private final GraphBuilder graph;
  private final UpdateRule rule;
  private final BackwardPass pass;
  private final int input;
  private int logits;
  private final int labels;
  private final int losses;

  TrainingRewrite(Network network, GraphBuilder graph, UpdateRule rule) {
    this.graph = graph;
    this.rule = rule;
    this.pass = new BackwardPass(network, graph, Division.NONE, rule.frozen());
    this.input = graph.batched(Network.INPUT, network.input());
    this.labels = graph.batched("labels", Shape.of(1));
    this.losses = graph.batched("losses", Shape.of(1));
  }

  void forward(LossOp loss) {
    logits = pass.forward(input);
    graph.step("loss", loss, List.of(logits, labels), List.of(losses, pass.outputGradient(logits)));
  }

  void backward() {
    UpdateLowering updates = new UpdateLowering(graph, rule);
    pass.backward(updates::use);
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
