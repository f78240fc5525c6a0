package dev.alexandrite.testkit.golden;

import dev.alexandrite.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An ONNX case with its arrays by the names of its tensors, read when they are asked for. */
final class OnnxCase {
  private static final Set<String> TYPES = Set.of("float32", "int64");

  private final GoldenCase golden;
  private final int opset;
  private final List<OnnxNode> nodes;
  private final Map<String, Attributes> given = new HashMap<>();
  private final Map<String, Attributes> expected = new HashMap<>();

  OnnxCase(GoldenCase golden) {
    this.golden = golden;
    Attributes fields = golden.attributes();
    nodes = fields.objects("nodes").stream().map(OnnxNode::of).toList();
    opset = fields.object("opset").whole("", 0);
    fields.objects("inputs").forEach(array -> given.put(array.text("name", ""), array));
    fields.objects("initializers").forEach(array -> given.put(array.text("name", ""), array));
    fields.objects("outputs").forEach(array -> expected.put(array.text("name", ""), array));
  }

  List<OnnxNode> nodes() {
    return nodes;
  }

  int opset() {
    return opset;
  }

  boolean isGiven(String tensor) {
    return given.containsKey(tensor);
  }

  /** The shape of an input or initializer. */
  Shape shape(String tensor) throws OutOfScope {
    return read(given, tensor).shape();
  }

  /** The values of an input or initializer. */
  float[] floats(String tensor) throws OutOfScope {
    return read(given, tensor).floats();
  }

  /** What an output must be. */
  float[] expected(String tensor) throws OutOfScope {
    return read(expected, tensor).floats();
  }

  private Npy read(Map<String, Attributes> arrays, String tensor) throws OutOfScope {
    Attributes array = arrays.get(tensor);
    if (array == null) {
      throw new OutOfScope("more than one operator, chained");
    }
    String type = array.text("dtype", "");
    OutOfScope.unless(TYPES.contains(type), "elements of type " + type);
    return golden.array(array.text("file", ""));
  }
}
