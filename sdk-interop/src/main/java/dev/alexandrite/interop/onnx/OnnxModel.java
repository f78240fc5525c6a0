package dev.alexandrite.interop.onnx;

import dev.alexandrite.SafeText;
import dev.alexandrite.interop.proto.onnx.GraphProto;
import dev.alexandrite.interop.proto.onnx.ModelProto;
import dev.alexandrite.interop.proto.onnx.NodeProto;
import dev.alexandrite.interop.proto.onnx.OperatorSetIdProto;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.interop.proto.onnx.ValueInfoProto;
import dev.alexandrite.interop.tensors.TensorFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A model whose graph is one: every name is made once, and before it is read. */
final class OnnxModel {
  static final int OLDEST_OPSET = 6;

  /** The newest operator set whose changes are known here, that of ONNX 1.21. */
  static final int NEWEST_OPSET = 26;

  private final ModelProto model;
  private final ByteBuffer bytes;
  private final Set<TensorFile> files = new LinkedHashSet<>();
  private final int opset;
  private final Map<String, TensorProto> initializers = new HashMap<>();

  OnnxModel(OnnxFile file) {
    this.model = file.model();
    this.bytes = file.bytes();
    files.add(file.file());
    Refusal.unless(model.hasGraph(), "the model has no graph");
    this.opset = opset(model);
    requireOnceAndBefore();
  }

  private static int opset(ModelProto model) {
    for (OperatorSetIdProto imported : model.getOpsetImportList()) {
      if (isStandard(imported.getDomain())) {
        long version = imported.getVersion();
        Refusal.unless(
            version >= OLDEST_OPSET && version < 1000,
            "operator set "
                + version
                + "; "
                + OLDEST_OPSET
                + " to "
                + NEWEST_OPSET
                + " are supported, export the model anew");
        return (int) version;
      }
    }
    throw new Refusal("the model imports no operator set of the standard domain");
  }

  static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  private void requireOnceAndBefore() {
    GraphProto graph = model.getGraph();
    Refusal.unless(
        graph.getSparseInitializerCount() == 0,
        "the graph has sparse initializers; make them dense");
    Set<String> known = new HashSet<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      Refusal.unless(
          initializers.put(tensor.getName(), tensor) == null,
          "two initializers are called '" + SafeText.of(tensor.getName()) + "'");
      known.add(tensor.getName());
    }
    Set<String> inputs = new HashSet<>();
    for (ValueInfoProto input : graph.getInputList()) {
      Refusal.unless(
          !input.getName().isEmpty() && inputs.add(input.getName()),
          "two inputs are called '" + SafeText.of(input.getName()) + "', or one has no name");
      known.add(input.getName());
    }
    Set<String> later =
        graph.getNodeList().stream()
            .flatMap(node -> node.getOutputList().stream())
            .collect(Collectors.toSet());
    for (int i = 0; i < graph.getNodeCount(); i++) {
      NodeProto node = graph.getNode(i);
      int place = i;
      for (String input : node.getInputList()) {
        Refusal.unless(
            input.isEmpty() || known.contains(input),
            () ->
                describe(node, place)
                    + " reads '"
                    + cut(input)
                    + "', which "
                    + (later.contains(input)
                        ? "is made by a later node: the nodes are out of order or in a circle"
                        : "nobody makes"));
      }
      for (String output : node.getOutputList()) {
        Refusal.unless(
            output.isEmpty() || known.add(output),
            () ->
                describe(node, place)
                    + " makes '"
                    + cut(output)
                    + "', which is there already; names are unique");
      }
    }
    for (ValueInfoProto output : graph.getOutputList()) {
      Refusal.unless(
          known.contains(output.getName()),
          "the output '" + SafeText.of(output.getName()) + "' is made by no node");
    }
    Refusal.unless(graph.getOutputCount() > 0, "the graph has no outputs");
  }

  /** A node for messages. */
  static String describe(NodeProto node, int index) {
    String name = node.getName().isEmpty() ? "number " + index : "'" + cut(node.getName()) + "'";
    return "node " + name + " (" + cut(node.getOpType()) + ")";
  }

  private static String cut(String text) {
    return SafeText.of(text.length() > 100 ? text.substring(0, 100) + "…" : text);
  }

  GraphProto graph() {
    return model.getGraph();
  }

  ModelProto proto() {
    return model;
  }

  /** The files whose bytes are mapped: the model's own, and those that its tensors name. */
  Set<TensorFile> files() {
    return files;
  }

  /** The file, in which large tensors lie. */
  ByteBuffer bytes() {
    return bytes;
  }

  int opset() {
    return opset;
  }

  Map<String, TensorProto> initializers() {
    return initializers;
  }

  /** The inputs that are no weights; old models list those, too. */
  List<ValueInfoProto> inputs() {
    return graph().getInputList().stream()
        .filter(input -> !initializers.containsKey(input.getName()))
        .toList();
  }

  /** The places of the nodes that an output needs, in order. */
  List<Integer> needed(String output) {
    Set<String> wanted = new HashSet<>(Set.of(output));
    List<Integer> places = new ArrayList<>();
    for (int i = graph().getNodeCount() - 1; i >= 0; i--) {
      NodeProto node = graph().getNode(i);
      if (node.getOutputList().stream().anyMatch(wanted::contains)) {
        places.addFirst(i);
        wanted.addAll(node.getInputList());
        wanted.remove(""); // an input that is left out
      }
    }
    return places;
  }

  @Override
  public String toString() {
    return "ONNX graph of " + graph().getNodeCount() + " nodes";
  }
}
