package dev.alexandrite.core.plan;

import com.google.common.collect.ImmutableSet;
import dev.alexandrite.InvalidModelException;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WeightForm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
   * Plans the forward pass as it runs after training, without auxiliary heads.
   *
   * @param whole the network
   * @param capacity the largest batch
   * @param form how the weights of fully connected layers are kept
   * @return the plan
   */
  public static InferencePlan inference(Network whole, int capacity, WeightForm form) {
    Network network = whole.withoutAuxiliaryHeads();
    GraphBuilder graph = new GraphBuilder();
    int input = graph.batched(Network.INPUT, network.input());
    int output = Lowering.forInference(network, graph, form).lower(input);
    OpGraph planned =
        MemoryPlanner.plan(
            network.name() + " inference", graph, capacity, List.of(input), List.of(output));
    return new InferencePlan(planned, input, output, withParameters(network, graph));
  }

  /**
   * Plans the forward pass as it runs after training, with what layers put out.
   *
   * @param network the network
   * @param layers the layers whose outputs are kept
   * @param target the layer by whose output gradients are seeded, if they are asked for; else null
   * @param capacity the largest batch
   * @param form how the weights of fully connected layers are kept
   * @return the plan
   * @throws InvalidModelException if there is no layer of a name, or the target depends on no image
   */
  public static InspectionPlan inspection(
      Network network,
      List<String> layers,
      @Nullable String target,
      int capacity,
      WeightForm form) {
    return new InspectionRewrite(network, layers, target, form).plan(capacity);
  }

  /**
   * Plans the forward pass as it runs after training, up to a layer and no further.
   *
   * @param network the network
   * @param layer the layer whose output is wanted
   * @param capacity the largest batch
   * @param form how the weights of fully connected layers are kept
   * @return the plan, whose output is the layer's
   * @throws InvalidModelException if there is no such layer, or it depends on no image
   */
  public static InferencePlan features(
      Network network, String layer, int capacity, WeightForm form) {
    network.shape(layer); // refuses an unknown one
    GraphBuilder whole = new GraphBuilder();
    int input = whole.batched(Network.INPUT, network.input());
    Lowering lowering = Lowering.forInspection(network, whole, form, false, Set.of(layer));
    lowering.lower(input);
    int output = lowering.output(layer);
    if (!whole.operand(output).batched()) {
      throw new InvalidModelException(
          "layer "
              + layer
              + " of network '"
              + network.name()
              + "' is computed of parameters alone, the same for every image; ask for a layer"
              + " behind it");
    }
    LiveGraph live = new LiveGraph(whole, List.of(input), List.of(output));
    OpGraph planned =
        MemoryPlanner.plan(
            network.name() + " up to " + layer,
            live.graph(),
            capacity,
            List.of(live.id(input)),
            List.of(live.id(output)));
    return new InferencePlan(
        planned, live.id(input), live.id(output), live.graph().persistentTensors());
  }

  /**
   * Plans forward pass, loss, backward pass and update, and keeps all that the backward pass reads.
   *
   * @param network the network
   * @param loss the loss on its output
   * @param rule how gradients become new parameters
   * @param capacity the largest batch
   * @return the plan
   */
  public static TrainingGraphs training(
      Network network, LossOp loss, UpdateRule rule, int capacity) {
    return training(network, loss, rule, false, capacity);
  }

  /**
   * Plans forward pass, loss, backward pass and update.
   *
   * @param network the network
   * @param loss the loss on its output
   * @param rule how gradients become new parameters
   * @param recompute whether the backward pass may compute again what it reads, where that takes
   *     less memory
   * @param capacity the largest batch
   * @return the plan
   */
  public static TrainingGraphs training(
      Network network, LossOp loss, UpdateRule rule, boolean recompute, int capacity) {
    TrainingRewrite rewrite = rewrite(network, loss, rule);
    rewrite.postponeLargeGradients(capacity);
    MemoryPlanner memory = rewrite.place(capacity);
    if (recompute) {
      TrainingRewrite again = rewrite(network, loss, rule);
      again.recomputation(capacity).rewrite();
      again.postponeLargeGradients(capacity);
      MemoryPlanner less = again.place(capacity);
      if (less.arenaElements() < memory.arenaElements()) {
        rewrite = again;
        memory = less;
      }
    }
    OpGraph step = memory.plan(network.name() + " training");
    GraphBuilder updates = new GraphBuilder();
    @Nullable OpGraph update =
        rule.needsAllGradients()
            ? GatheredUpdate.plan(network.name(), network.parameters(), updates, rule)
            : null;
    return new TrainingGraphs(
        step,
        update,
        rewrite.input(),
        rewrite.labels(),
        rewrite.losses(),
        rewrite.logits(),
        withParameters(network, rewrite.graph(), updates));
  }

  private static TrainingRewrite rewrite(Network network, LossOp loss, UpdateRule rule) {
    TrainingRewrite rewrite = new TrainingRewrite(network, loss, rule);
    rewrite.forward();
    rewrite.backward();
    return rewrite;
  }

  /**
   * Plans a part of a network for one of several devices, once for each share of the batch that it
   * has; all shares run the same steps.
   *
   * @param part the part as a network of its own
   * @param division where it lies in the whole network
   * @param wantsInput whether the gradient by its input is needed
   * @param frozen the layers whose parameters and statistics stay as they are
   * @param recompute whether the backward pass may compute again what it reads, where that takes
   *     less memory in the largest share
   * @param capacities the most rows of each share
   * @return a plan for each share
   */
  public static List<SectionGraph> sections(
      Network part,
      Division division,
      boolean wantsInput,
      Set<String> frozen,
      boolean recompute,
      List<Integer> capacities) {
    SectionRewrite rewrite = new SectionRewrite(part, division, wantsInput, frozen);
    if (recompute) {
      int most = Collections.max(capacities);
      SectionRewrite again = new SectionRewrite(part, division, wantsInput, frozen);
      again.recompute(most);
      if (again.arenaElements(most) < rewrite.arenaElements(most)) {
        rewrite = again;
      }
    }
    return capacities.stream().map(rewrite::plan).toList();
  }

  /**
   * Plans the loss by itself.
   *
   * @param loss the loss
   * @param capacity the largest batch
   * @return the plan
   */
  public static LossGraph loss(LossOp loss, int capacity) {
    GraphBuilder graph = new GraphBuilder();
    Shape classes = Shape.of(loss.classes());
    int logits = graph.batched("logits", classes);
    int labels = graph.batched("labels", loss.target());
    int losses = graph.batched("losses", Shape.of(1));
    int gradient = graph.batched("gradient of logits", classes);
    graph.step("loss", loss, List.of(logits, labels), List.of(losses, gradient));
    OpGraph planned =
        MemoryPlanner.plan(
            "loss", graph, capacity, List.of(logits, labels), List.of(losses, gradient));
    return new LossGraph(planned, logits, labels, losses, gradient);
  }

  /**
   * Plans updates from gradients that the host writes.
   *
   * @param name the network's name, for messages
   * @param parameters the parameters in the network's order, in which norms are added up
   * @param finished the same in the order in which their gradients are finished
   * @param rule how gradients become new parameters
   * @return the plan
   */
  public static UpdateGraphs updates(
      String name, List<ParameterSpec> parameters, List<ParameterSpec> finished, UpdateRule rule) {
    GraphBuilder graph = new GraphBuilder();
    UpdateLowering lowering = new UpdateLowering(graph, rule);
    List<UpdateGraphs.Use> uses = new ArrayList<>();
    for (ParameterSpec parameter : finished) {
      int gradient = graph.whole("gradient of " + parameter.name(), parameter.shape());
      int from = graph.steps().size();
      lowering.use(parameter, gradient);
      uses.add(new UpdateGraphs.Use(parameter.name(), gradient, from, graph.steps().size()));
    }
    GraphBuilder gathered = new GraphBuilder();
    OpGraph update =
        rule.needsAllGradients() ? GatheredUpdate.plan(name, parameters, gathered, rule) : null;
    OpGraph use = MemoryPlanner.plan(name + " update", graph, 1, List.of(), List.of());
    Map<String, TensorSpec> tensors = new LinkedHashMap<>();
    for (GraphBuilder builder : List.of(graph, gathered)) {
      builder.persistentTensors().forEach(tensor -> tensors.putIfAbsent(tensor.name(), tensor));
    }
    return new UpdateGraphs(use, uses, update, List.copyOf(tensors.values()));
  }

  /** Every persistent tensor: the network's own first, in its order, used by the graph or not. */
  static List<TensorSpec> withParameters(Network network, GraphBuilder... graphs) {
    Map<String, TensorSpec> tensors = new LinkedHashMap<>();
    for (ParameterSpec parameter : ImmutableSet.copyOf(network.parameters())) {
      tensors.put(parameter.name(), new TensorSpec(parameter.name(), parameter.shape(), false));
    }
    for (ParameterSpec state : network.state()) {
      tensors.put(state.name(), new TensorSpec(state.name(), state.shape(), false));
    }
    for (GraphBuilder graph : graphs) {
      graph.persistentTensors().forEach(tensor -> tensors.putIfAbsent(tensor.name(), tensor));
    }
    return List.copyOf(tensors.values());
  }
}
