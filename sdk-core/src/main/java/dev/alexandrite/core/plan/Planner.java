package dev.alexandrite.core.plan;

import com.google.common.collect.ImmutableSet;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.WeightForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans networks: which operators run, in which order, on which memory. */
public final class Planner {
  private Planner() {}

  /**
   * Plans the forward pass as it runs after training, with the weights as trained.
   *
   * @param network the network
   * @param capacity the largest batch
   * @return the plan
   */
  public static InferencePlan inference(Network network, int capacity) {
    return inference(network, capacity, WeightForm.FLOAT32);
  }

  /**
   * Plans the forward pass as it runs after training.
   *
   * @param network the network
   * @param capacity the largest batch
   * @param form how the weights of fully connected layers are kept
   * @return the plan
   */
  public static InferencePlan inference(Network network, int capacity, WeightForm form) {
    GraphSketch graph = new GraphSketch();
    int input = graph.batched(Network.INPUT, network.input());
    int output = Lowering.forInference(network, graph, form).lower(input);
    OpGraph planned =
        MemoryPlanner.plan(
            network.name() + " inference", graph, capacity, List.of(input), List.of(output));
    return new InferencePlan(planned, input, output, withParameters(network, graph));
  }

  /**
   * Plans forward pass, loss, backward pass and update.
   *
   * @param network the network
   * @param loss the loss on its output
   * @param rule how gradients become new parameters
   * @param capacity the largest batch
   * @return the plan
   */
  public static TrainingGraphs training(
      Network network, LossOp loss, UpdateRule rule, int capacity) {
    GraphSketch graph = new GraphSketch();
    TrainingRewrite rewrite = new TrainingRewrite(network, graph, rule);
    rewrite.forward(loss);
    rewrite.backward();
    rewrite.postponeLargeGradients(capacity);
    OpGraph step =
        MemoryPlanner.plan(
            network.name() + " training",
            graph,
            capacity,
            List.of(rewrite.input(), rewrite.labels()),
            List.of(rewrite.losses(), rewrite.logits()));
    GraphSketch updates = new GraphSketch();
    @Nullable OpGraph update =
        rule.needsAllGradients() ? GatheredUpdate.plan(network, updates, rule) : null;
    return new TrainingGraphs(
        step,
        update,
        rewrite.input(),
        rewrite.labels(),
        rewrite.losses(),
        rewrite.logits(),
        withParameters(network, graph, updates));
  }

  /** Every persistent tensor: the network's own first, in its order, used by the graph or not. */
  private static List<TensorSpec> withParameters(Network network, GraphSketch... graphs) {
    Map<String, TensorSpec> tensors = new LinkedHashMap<>();
    for (ParameterSpec parameter : ImmutableSet.copyOf(network.parameters())) {
      tensors.put(parameter.name(), new TensorSpec(parameter.name(), parameter.shape(), false));
    }
    for (ParameterSpec state : network.state()) {
      tensors.put(state.name(), new TensorSpec(state.name(), state.shape(), false));
    }
    for (GraphSketch graph : graphs) {
      graph.persistentTensors().forEach(tensor -> tensors.putIfAbsent(tensor.name(), tensor));
    }
    return List.copyOf(tensors.values());
  }
}
