package dev.alexandrite.interop.onnx;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.SafeText;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.interop.onnx.Value.Floats;
import dev.alexandrite.interop.onnx.Value.Known;
import dev.alexandrite.interop.proto.onnx.NodeProto;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through a graph node by node: what is known is folded, for the rest layers are added. */
final class GraphImport {
  private static final int SEVERAL = -1;

  private final Path file;
  private final OnnxModel model;
  private final List<Integer> needed;
  private final Draft draft;
  private final NodeCall.Context context;
  private final TensorReader reader;
  private final Map<String, Value> values = new HashMap<>();
  private final Set<Integer> done = new HashSet<>();

  /** The place of the only node that reads a value, or {@link #SEVERAL}. */
  private final Map<String, Integer> readers = new HashMap<>();

  private GraphImport(Path file, OnnxModel model, Reading reading) {
    this.file = file;
    this.model = model;
    this.needed = model.needed(reading.output());
    for (int place : needed) {
      for (String input : model.graph().getNode(place).getInputList()) {
        readers.merge(input, place, (_, _) -> SEVERAL);
      }
    }
    Budget budget = new Budget();
    this.draft = new Draft(reading.input().shape(), budget);
    this.reader = new TensorReader(new ExternalFiles(file, model.bytes(), model.files()), budget);
    this.context =
        new NodeCall.Context(
            model.opset(), reading.batch(), draft, budget, reader, new Composer.Parameters());
    values.putAll(reading.given());
    values.put(
        reading.inputName(),
        new Computed(
            reading.perExample(), reading.input().shape(), Draft.INPUT, reading.input().isTruth()));
  }

  /**
   * What a graph became.
   *
   * @param draft the layers
   * @param output the value of the output that was asked for
   */
  record Imported(Draft draft, Value output) {}

  static Imported of(Path file, OnnxModel model, Reading reading) {
    return new GraphImport(file, model, reading).run(reading.output());
  }

  private Imported run(String output) {
    requireSupported();
    for (int place : needed) {
      if (done.add(place)) {
        NodeProto node = model.graph().getNode(place);
        try {
          List<Value> results = results(node, place);
          for (int i = 0; i < Math.min(results.size(), node.getOutputCount()); i++) {
            values.put(node.getOutput(i), results.get(i));
          }
        } catch (Refusal | InvalidModelException | ArithmeticException e) {
          throw new ModelFileException(
              file + ": " + OnnxModel.describe(node, place) + ": " + Refusal.text(e), e);
        }
      }
    }
    Value result = value(output);
    if (result == null) {
      throw new ModelFileException(file + ": the output '" + SafeText.of(output) + "' is empty");
    }
    return new Imported(draft, result);
  }

  /** All that is not supported, at once. */
  private void requireSupported() {
    List<String> problems = new ArrayList<>();
    for (int place : needed) {
      NodeProto node = model.graph().getNode(place);
      String problem = Support.problem(node, model.opset());
      if (problem != null) {
        problems.add(OnnxModel.describe(node, place) + ": " + problem);
      }
    }
    if (!problems.isEmpty()) {
      int most = 12;
      throw new ModelFileException(
          file
              + ": "
              + problems.size()
              + (problems.size() == 1 ? " node" : " nodes")
              + " cannot be imported:\n  "
              + String.join("\n  ", problems.subList(0, Math.min(most, problems.size())))
              + (problems.size() > most ? "\n  and " + (problems.size() - most) + " more" : ""));
    }
  }

  private List<Value> results(NodeProto node, int place) {
    NodeCall call = call(node, place);
    List<Value> folded = Folding.fold(call);
    if (folded != null) {
      return folded;
    }
    if (node.getOpType().equals("MatMul") && Products.isLinear(call)) {
      return List.of(linear(call, node));
    }
    return Objects.requireNonNull(Operators.find(node.getOpType())).composition().of(call);
  }

  private NodeCall call(NodeProto node, int place) {
    List<@Nullable Value> inputs = new ArrayList<>();
    for (String input : node.getInputList()) {
      inputs.add(input.isEmpty() ? null : value(input));
    }
    String output = node.getOutputCount() == 0 ? "" : node.getOutput(0);
    String name = node.getName().isBlank() ? node.getOpType() + "_" + output : node.getName();
    return new NodeCall(
        node, LayerNames.valid(name + (output.isEmpty() ? place : "")), inputs, context);
  }

  /** The value of a name; initializers are read when they are wanted. */
  private @Nullable Value value(String name) {
    Value known = values.get(name);
    TensorProto tensor = model.initializers().get(name);
    if (known == null && tensor != null) {
      try {
        known = reader.read(tensor, name);
      } catch (Refusal refusal) {
        throw new Refusal("initializer '" + SafeText.of(name) + "': " + refusal.reason());
      }
      values.put(name, known);
    }
    return known;
  }

  /** A product with the biases that the next node adds, where nobody else reads it. */
  private Value linear(NodeCall call, NodeProto node) {
    int reader = readers.getOrDefault(node.getOutput(0), SEVERAL);
    if (reader != SEVERAL && !isOutput(node.getOutput(0))) {
      NodeProto add = model.graph().getNode(reader);
      Floats biases = biases(add, node.getOutput(0), (Floats) call.value(1));
      if (biases != null) {
        done.add(reader);
        Value sum = Products.product(call, biases);
        values.put(add.getOutput(0), sum);
        return sum;
      }
    }
    return Products.product(call);
  }

  private boolean isOutput(String name) {
    return model.graph().getOutputList().stream().anyMatch(output -> output.getName().equals(name));
  }

  private @Nullable Floats biases(NodeProto add, String product, Floats weights) {
    if (!add.getOpType().equals("Add")
        || add.getInputCount() != 2
        || add.getAttributeCount() > 0
        || add.getInput(0).equals(add.getInput(1))) {
      return null;
    }
    String other = add.getInput(0).equals(product) ? add.getInput(1) : add.getInput(0);
    return value(other) instanceof Floats floats
            && !floats.perExample()
            && floats.sizes().equals(List.of(weights.sizes().get(1)))
        ? floats
        : null;
  }

  /**
   * How a graph is read.
   *
   * @param inputName the graph's input that is the network's
   * @param input its shape, for one example if {@code perExample}, and whether it has truths
   * @param perExample whether the first axis of the input, which the shape leaves out, is the batch
   * @param batch its size, where the file says it
   * @param given other inputs, by value
   * @param output the output that is computed
   */
  record Reading(
      String inputName,
      Input input,
      boolean perExample,
      OptionalInt batch,
      Map<String, Known> given,
      String output) {}

  /** The network's input. */
  record Input(Shape shape, boolean isTruth) {}
}
