package dev.alexandrite.core.plan;

import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.AdaptiveAveragePool;
import dev.alexandrite.model.Add;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Binary;
import dev.alexandrite.model.Concat;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Embedding;
import dev.alexandrite.model.Expand;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Gather;
import dev.alexandrite.model.LayerNorm;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.model.MatMul;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.Pad;
import dev.alexandrite.model.Parameter;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.model.Permute;
import dev.alexandrite.model.Reduce;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.model.Select;
import dev.alexandrite.model.Slice;
import dev.alexandrite.model.Softmax;
import dev.alexandrite.model.StochasticDepth;
import dev.alexandrite.model.Unary;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ReduceOp;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.tensor.WeightForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the nodes of a network into operators, in order, and keeps for each the rule that rewrites
 * it into its gradient. What an operator takes along of the nodes behind it says {@link
 * FusionSearch}.
 */
final class Lowering {
  private final Network network;
  private final GraphBuilder graph;
  private final boolean training;
  private final WeightForm form;
  private final Division division;
  private final Set<String> frozen;
  private final Map<String, Integer> outputs = new HashMap<>();
  private final FusionSearch search;
  private final Map<Integer, Integer> expanded = new HashMap<>();
  private final List<Lowered> tape = new ArrayList<>();

  /**
   * One lowered node, with its trained parameters, on the tape that the gradient reads backwards.
   */
  record Lowered(
      String layer,
      List<ParameterSpec> parameters,
      List<Integer> inputs,
      int output,
      GradientRule gradient) {}

  private Lowering(
      Network network,
      GraphBuilder graph,
      boolean training,
      WeightForm form,
      Division division,
      boolean gradients,
      Set<String> asked,
      Set<String> frozen) {
    this.network = network;
    this.graph = graph;
    this.training = training;
    this.form = form;
    this.division = division;
    this.frozen = frozen;
    this.search = new FusionSearch(network, outputs, !gradients, asked);
  }

  /**
   * With layers frozen that have their parameters no gradient, and their statistics stand still.
   */
  static Lowering forTraining(
      Network network, GraphBuilder graph, Division division, Set<String> frozen) {
    return new Lowering(network, graph, true, WeightForm.FLOAT32, division, true, Set.of(), frozen);
  }

  static Lowering forInference(Network network, GraphBuilder graph, WeightForm form) {
    return forInspection(network, graph, form, false, Set.of());
  }

  /**
   * As for inference, but with the outputs of layers asked for as the network has them, and on
   * request ready for gradients.
   */
  static Lowering forInspection(
      Network network, GraphBuilder graph, WeightForm form, boolean gradients, Set<String> asked) {
    return new Lowering(network, graph, false, form, Division.NONE, gradients, asked, Set.of());
  }

  /** Lowers every node and returns the value of the network's output. */
  int lower(int input) {
    outputs.put(Network.INPUT, input);
    List<Node> nodes = network.nodes();
    for (int number = 0; number < nodes.size(); number++) {
      lower(nodes.get(number), division.firstNode() + number);
    }
    return batchedOutput(network.output());
  }

  /** The value of a lowered node's output, with a row an example. */
  int batchedOutput(String node) {
    return expanded(output(node));
  }

  List<Lowered> tape() {
    return tape;
  }

  private void lower(Node node, int number) {
    if (outputs.containsKey(node.name())) {
      return; // computed by its producer
    }
    List<Integer> inputs = node.inputs().stream().map(this::output).toList();
    Fusion fusion = search.behind(node);
    boolean trained = training && !frozen.contains(node.parametersOf());
    LoweringContext context =
        new LoweringContext(graph, network, node, inputs, fusion, trained, form, this::expanded);
    GradientRule gradient = lower(context, number);
    outputs.put(node.name(), context.output());
    fusion.nodes().forEach(taken -> outputs.put(taken.name(), context.output()));
    List<ParameterSpec> parameters =
        frozen.contains(node.parametersOf())
            ? List.of()
            : node.layer().parameters(node.parametersOf(), network.inputShapes(node));
    List<Integer> read = inputs.stream().map(value -> expanded.getOrDefault(value, value)).toList();
    tape.add(new Lowered(node.name(), parameters, read, context.output(), gradient));
  }

  /** A value with a row an example; one tensor for all examples is repeated to all rows, once. */
  private int expanded(int value) {
    Operand kind = graph.operand(value);
    if (kind.batched()) {
      return value;
    }
    return expanded.computeIfAbsent(
        value,
        from -> {
          String name = graph.values().get(from).name();
          int rows = graph.batched(name + " for every row", kind.shape());
          graph.step(
              name,
              new ShapeOp.Expand(kind, Operand.batched(kind.shape())),
              List.of(from),
              List.of(rows));
          GradientRule sum =
              (dy, gradients) ->
                  graph.step(
                      name,
                      new ReduceOp.Batch(kind.shape()),
                      List.of(dy),
                      List.of(gradients.contribute(from)));
          tape.add(new Lowered(name, List.of(), List.of(from), rows, sum));
          return rows;
        });
  }

  private GradientRule lower(LoweringContext context, int number) {
    return switch (context.node().layer()) {
      case Conv2d layer -> ConvolutionLowering.lower(context, layer);
      case LocallyConnected layer -> ConvolutionLowering.lower(context, layer);
      case Linear layer -> LinearLowering.lower(context, layer);
      case MaxPool layer -> PoolingLowering.lower(context, layer);
      case AveragePool layer -> PoolingLowering.lower(context, layer);
      case LocalResponseNorm layer -> NormalizationLowering.lower(context, layer);
      case BatchNorm layer -> NormalizationLowering.lower(context, layer);
      case LayerNorm layer -> NormalizationLowering.lower(context, layer);
      case ActivationLayer layer -> PointwiseLowering.lower(context, layer);
      case Dropout layer -> {
        int first = division.firstElement(context.node().name(), context.inputShape());
        yield PointwiseLowering.lower(context, layer, number, first);
      }
      case StochasticDepth layer -> PointwiseLowering.lower(context, layer, number);
      case Softmax layer -> PointwiseLowering.lower(context, layer);
      case Add layer -> JoinLowering.lower(context, layer);
      case Concat layer -> JoinLowering.lower(context, layer);
      case Flatten layer -> JoinLowering.lower(context, layer);
      case Parameter layer -> ShapeLowering.lower(context, layer);
      case MatMul layer -> MatMulLowering.lower(context, layer);
      case Permute layer -> ShapeLowering.lower(context, layer);
      case Reshape layer -> ShapeLowering.lower(context, layer);
      case Slice layer -> ShapeLowering.lower(context, layer);
      case Pad layer -> ShapeLowering.lower(context, layer);
      case Expand layer -> ShapeLowering.lower(context, layer);
      case Gather layer -> ShapeLowering.lower(context, layer);
      case Embedding layer -> ShapeLowering.lower(context, layer);
      case Reduce layer -> ReductionLowering.lower(context, layer);
      case AdaptiveAveragePool layer -> ReductionLowering.lower(context, layer);
      case Binary layer -> ArithmeticLowering.lower(context, layer);
      case Unary layer -> ArithmeticLowering.lower(context, layer);
      case Select layer -> ArithmeticLowering.lower(context, layer);
    };
  }

  /** The value of a lowered node's output, or of the input. */
  int output(String name) {
    Integer value = outputs.get(name);
    if (value == null) {
      throw new IllegalStateException("node " + name + " is used before it is computed");
    }
    return value;
  }
}
