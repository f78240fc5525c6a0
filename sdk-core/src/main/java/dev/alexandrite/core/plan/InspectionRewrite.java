package dev.alexandrite.core.plan;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.core.plan.InspectionPlan.Kept;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WeightForm;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Forward pass for inference and, if asked for, the backward pass from a layer's output to the
 * layers asked for; the gradients by parameters are left out again.
 */
final class InspectionRewrite {
  private final Network network;
  private final List<String> layers;
  private final @Nullable String target;
  private final GraphBuilder whole = new GraphBuilder();
  private final Lowering lowering;
  private final BackwardPass pass;

  InspectionRewrite(
      Network network, List<String> layers, @Nullable String target, WeightForm form) {
    this.network = network;
    this.layers = layers;
    this.target = target;
    this.lowering = Lowering.forInspection(network, whole, form, target != null, asked());
    this.pass = new BackwardPass(whole, lowering);
  }

  /** The layers whose outputs have to be there as the network has them. */
  private Set<String> asked() {
    Set<String> asked = new LinkedHashSet<>(layers);
    if (target != null) {
      asked.add(target);
    }
    asked.forEach(network::shape); // refuses an unknown one
    return asked;
  }

  InspectionPlan plan(int capacity) {
    int input = whole.batched(Network.INPUT, network.input());
    pass.wantInput(input);
    int output = pass.forward(input);
    int seed = InspectionPlan.NONE;
    if (target != null) {
      seed = pass.outputGradient(score(target, output));
      pass.backward((parameter, gradient) -> {});
    }
    List<Kept> kept = layers.stream().map(this::kept).toList();
    return planned(input, output, seed, kept, capacity);
  }

  private int score(String layer, int output) {
    int value = layer.equals(network.output()) ? output : lowering.output(layer);
    if (!whole.operand(value).batched()) {
      throw new InvalidModelException(
          "layer "
              + layer
              + " of network '"
              + network.name()
              + "' is computed of parameters alone, the same for every image, so that nothing"
              + " depends on the image; name a layer behind it");
    }
    return value;
  }

  private Kept kept(String layer) {
    Shape shape = network.shape(layer);
    int value = lowering.output(layer);
    int gradient = target == null ? InspectionPlan.NONE : pass.gradient(layer, value);
    return new Kept(layer, shape, whole.operand(value).batched(), value, gradient);
  }

  private InspectionPlan planned(int input, int output, int seed, List<Kept> kept, int capacity) {
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
            network.name() + " inspection",
            live.graph(),
            capacity,
            live.ids(uploaded),
            live.ids(wanted));
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
        layer.batched(),
        live.id(layer.activation()),
        dependent ? live.id(layer.gradient()) : InspectionPlan.NONE);
  }
}
