package dev.alexandrite.testkit.golden;

import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node among the tensors of its case: what it reads, and where its operators are added. */
final class OnnxCall {
  private final OnnxCase onnx;
  private final OnnxNode node;
  private final OnnxComposer composer;
  private final Map<String, OnnxTensor> tensors;

  private OnnxCall(
      OnnxCase onnx, OnnxNode node, OnnxComposer composer, Map<String, OnnxTensor> tensors) {
    this.onnx = onnx;
    this.node = node;
    this.composer = composer;
    this.tensors = tensors;
  }

  /** Composes every node of a case, of which each may read what those before it wrote. */
  static GoldenGraph graph(OnnxCase onnx) throws OutOfScope {
    OnnxComposer composer = new OnnxComposer();
    Map<String, OnnxTensor> tensors = new HashMap<>();
    for (OnnxNode node : onnx.nodes()) {
      List<OnnxTensor> results = OnnxOperators.compose(new OnnxCall(onnx, node, composer, tensors));
      for (int i = 0; i < results.size(); i++) {
        if (node.hasOutput(i)) {
          tensors.put(node.outputs().get(i), results.get(i));
        }
      }
    }
    for (String output : onnx.outputs()) {
      OnnxTensor result = tensors.get(output);
      if (result != null) {
        composer.graph().expect(result.name(), onnx.expectedReals(output));
      }
    }
    OutOfScope.unless(!composer.graph().expectations().isEmpty(), "no output that is compared");
    return composer.graph();
  }

  String op() {
    return node.op();
  }

  int opset() {
    return onnx.opset();
  }

  Attributes attributes() {
    return node.attributes();
  }

  OnnxComposer composer() {
    return composer;
  }

  int inputs() {
    return node.inputs().size();
  }

  int outputs() {
    return node.outputs().size();
  }

  boolean has(int input) {
    return node.hasInput(input);
  }

  OnnxTensor x() throws OutOfScope {
    return x(0);
  }

  /** An input of numbers, or of truths as 0 and 1. */
  OnnxTensor x(int input) throws OutOfScope {
    String name = node.input(input);
    OnnxTensor known = tensors.get(name);
    if (known == null) {
      known = composer.given(name, onnx.shape(name), onnx.reals(name));
      tensors.put(name, known);
    }
    return known;
  }

  /** All inputs. */
  List<OnnxTensor> all() throws OutOfScope {
    List<OnnxTensor> all = new ArrayList<>();
    for (int i = 0; i < inputs(); i++) {
      all.add(x(i));
    }
    return all;
  }

  /** An input of whole numbers, such as indices. */
  OnnxTensor indices(int input, float[] values) throws OutOfScope {
    return composer.given(node.input(input), onnx.shape(node.input(input)), values);
  }

  Shape shape(int input) throws OutOfScope {
    return onnx.shape(node.input(input));
  }

  /** Values that must be known before anything runs. */
  float[] floats(int input) throws OutOfScope {
    return onnx.floats(node.input(input));
  }

  /** One number that must be known before anything runs. */
  double number(int input, double fallback) throws OutOfScope {
    return has(input) ? onnx.reals(node.input(input))[0] : fallback;
  }

  /** Whole numbers that must be known before anything runs. */
  int[] wholes(int input) throws OutOfScope {
    if (onnx.isEmpty(node.input(input))) {
      return new int[0];
    }
    float[] values = onnx.floats(node.input(input));
    int[] wholes = new int[values.length];
    for (int i = 0; i < wholes.length; i++) {
      wholes[i] = (int) values[i];
    }
    return wholes;
  }

  /** The same: an attribute in earlier operator sets, an input in later ones. */
  Optional<int[]> wholes(String attribute, int input) throws OutOfScope {
    if (attributes().has(attribute)) {
      return Optional.of(attributes().wholes(attribute));
    }
    return has(input) ? Optional.of(wholes(input)) : Optional.empty();
  }
}
