package dev.alexandrite.benchmarks;

import dev.alexandrite.model.Node;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * A linear layer in 8 bits, in the operators into which ONNX Runtime's own dynamic quantisation
 * turns it: inputs are quantised as they come, weights once, with a scale an output.
 */
final class OnnxInt8Linear {
  private static final float HIGHEST = 127;

  private OnnxInt8Linear() {}

  /** The operators, in the order of the data. */
  static List<ProtobufMessage> nodes(Node node) {
    String name = node.name();
    String input = node.inputs().getFirst();
    return List.of(
        node("DynamicQuantizeLinear", List.of(input), name + ".q", name + ".s", name + ".z"),
        node("MatMulInteger", List.of(name + ".q", weight(name), name + ".z"), name + ".i"),
        node("Cast", List.of(name + ".i"), name + ".f")
            .message(5, OnnxFile.integer("to", OnnxFile.FLOAT)),
        node("Mul", List.of(name + ".s", scale(name)), name + ".t"),
        node("Mul", List.of(name + ".f", name + ".t"), name + ".p"),
        node("Add", List.of(name + ".p", name + ".bias"), name));
  }

  private static ProtobufMessage node(String operator, List<String> inputs, String... outputs) {
    ProtobufMessage message = new ProtobufMessage();
    inputs.forEach(input -> message.text(1, input));
    for (String output : outputs) {
      message.text(2, output);
    }
    return message.text(3, outputs[0] + "." + operator).text(4, operator);
  }

  private static String weight(String layer) {
    return layer + ".weight.int8";
  }

  private static String scale(String layer) {
    return layer + ".weight.scale";
  }

  /** The weights and their scales, from {@code float32[outputs, inputs]}. */
  static List<ProtobufMessage> tensors(String layer, Shape shape, float[] values) {
    int outputs = shape.dimensions().get(0);
    int inputs = shape.dimensions().get(1);
    float[] scales = new float[outputs];
    byte[] rounded = new byte[values.length];
    for (int output = 0; output < outputs; output++) {
      float largest = 0;
      for (int i = 0; i < inputs; i++) {
        largest = Math.max(largest, Math.abs(values[output * inputs + i]));
      }
      float scale = Math.max(largest, Float.MIN_NORMAL) / HIGHEST;
      scales[output] = scale;
      for (int i = 0; i < inputs; i++) {
        rounded[i * outputs + output] = (byte) Math.round(values[output * inputs + i] / scale);
      }
    }
    return List.of(
        OnnxFile.tensor(weight(layer), List.of(inputs, outputs), OnnxFile.INT8, rounded),
        OnnxFile.tensor(scale(layer), List.of(outputs), scales));
  }
}
