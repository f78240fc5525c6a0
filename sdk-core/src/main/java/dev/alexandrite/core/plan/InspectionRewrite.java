package dev.alexandrite.core.plan;

import dev.alexandrite.core.plan.InspectionPlan.Kept;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WeightForm;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Forward pass for inference and, if asked for, the backward pass from the network's output to the
 * layers asked for; the gradients by parameters are left out again.
 */
final class InspectionRewrite {
  private final Network network;
  private final List<String> layers;
  private final boolean gradients;
  private final GraphBuilder whole = new GraphBuilder();
  private final Lowering lowering;
  private final BackwardPass pass;

  InspectionRewrite(Network network, List<String> layers, boolean gradients, WeightForm form) {
    this.network = network;
    this.layers = layers;
    this.gradients = gradients;
    this.lowering = Lowering.forInspection(network, whole, form, Set.copyOf(layers));
    this.pass = new BackwardPass(whole, lowering);
  }

  InspectionPlan plan() {
    int input = whole.batched(Network.INPUT, network.input());
    pass.wantInput(input);
    int output = pass.forward(input);
    int seed = InspectionPlan.NONE;
    if (gradients) {
      seed = pass.outputGradient(output);
      pass.backward((parameter, gradient) -> {});
    }
    List<Kept> kept = layers.stream().map(this::kept).toList();
    return planned(input, output, seed, kept);
  }

  private Kept kept(String layer) {
    Shape shape = network.shape(layer);
    int value = lowering.output(layer);
    int gradient = gradients ? pass.gradient(layer, value) : InspectionPlan.NONE;
    return new Kept(layer, shape, value, gradient);
  }

  private InspectionPlan planned(int input, int output, int seed, List<Kept> kept) {
    Set<Integer> wanted = new LinkedHashSet<>(List.of(output));
    boolean backward = false;
    for (Kept layer : kept) {
      wanted.add(layer.activation());
      if (layer.gradient() != InspectionPlan.NONE) {
        wanted.add(layer.gradient());
        backward = true;
      }
    }
    List<Integer> uploaded = backward ? List.of(input, seed) : List.of(input);
    LiveGraph live = new LiveGraph(whole, uploaded, wanted);
    OpGraph graph =
        MemoryPlanner.plan(
            network.name() + " inspection", live.graph(), 1, live.ids(uploaded), live.ids(wanted));
    return new InspectionPlan(
        graph,
        live.id(input),
        live.id(output),
        backward ? live.id(seed) : InspectionPlan.NONE,
        kept.stream().map(layer -> moved(layer, live)).toList());
  }

  private static Kept moved(Kept layer, LiveGraph live) {
    boolean dependent = layer.gradient() != InspectionPlan.NONE;
    return new Kept(
        layer.layer(),
        layer.shape(),
        live.id(layer.activation()),
        dependent ? live.id(layer.gradient()) : InspectionPlan.NONE);
  }
}
