package dev.alexandrite.testkit.golden;

import java.util.List;

/**
 * A node of an ONNX graph.
 *
 * @param op the operator
 * @param inputs names of tensors; empty where an optional one is left out
 * @param outputs names of tensors
 * @param attributes what the model states; the rest has ONNX's defaults
 */
record OnnxNode(String op, List<String> inputs, List<String> outputs, Attributes attributes) {
  static OnnxNode of(Attributes json) {
    return new OnnxNode(
        json.text("op", ""), json.texts("input"), json.texts("output"), json.object("attrs"));
  }

  boolean hasInput(int index) {
    return index < inputs.size() && !inputs.get(index).isEmpty();
  }

  boolean hasOutput(int index) {
    return index < outputs.size() && !outputs.get(index).isEmpty();
  }

  String input(int index) {
    return inputs.get(index);
  }

  String output() {
    return outputs.getFirst();
  }
}
