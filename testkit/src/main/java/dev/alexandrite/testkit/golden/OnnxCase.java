package dev.alexandrite.testkit.golden;

import dev.alexandrite.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** An ONNX case with its arrays by the names of its tensors, read when they are asked for. */
final class OnnxCase {
  /** Why a case with a tensor of no elements is not run. */
  static final String EMPTY = "a tensor without elements";

  private static final Set<String> TYPES = Set.of("float32", "float64", "int64", "bool");

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

  /** The names of the outputs that are given. */
  List<String> outputs() {
    return golden.attributes().objects("outputs").stream()
        .map(output -> output.text("name", ""))
        .toList();
  }

  /** The values of an input or initializer, whole numbers too. */
  float[] floats(String tensor) throws OutOfScope {
    return read(given, tensor).floats();
  }

  /** What an output must be. */
  float[] expected(String tensor) throws OutOfScope {
    return read(expected, tensor).floats();
  }

  /** Whether an input or initializer has no elements, as a list of no axes. */
  boolean isEmpty(String tensor) {
    Attributes array = given.get(tensor);
    return array != null && array.numbers("shape").contains(0.0);
  }

  /** The same, of numbers that are computed with; truths are 0 and 1. */
  float[] reals(String tensor) throws OutOfScope {
    return real(read(given, tensor), given, tensor);
  }

  /** The same of what an output must be. */
  float[] expectedReals(String tensor) throws OutOfScope {
    return real(read(expected, tensor), expected, tensor);
  }

  private static float[] real(Npy array, Map<String, Attributes> arrays, String tensor)
      throws OutOfScope {
    String type = Objects.requireNonNull(arrays.get(tensor)).text("dtype", "");
    OutOfScope.unless(!type.equals("int64"), "elements of type " + type);
    return array.floats();
  }

  private Npy read(Map<String, Attributes> arrays, String tensor) throws OutOfScope {
    Attributes array = arrays.get(tensor);
    if (array == null) {
      throw new OutOfScope("a parameter that is computed in the graph");
    }
    String type = array.text("dtype", "");
    OutOfScope.unless(TYPES.contains(type), "elements of type " + type);
    OutOfScope.unless(array.numbers("shape").stream().allMatch(size -> size > 0), EMPTY);
    return golden.array(array.text("file", ""));
  }
}
