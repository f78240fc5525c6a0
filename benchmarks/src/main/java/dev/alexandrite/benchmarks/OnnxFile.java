package dev.alexandrite.benchmarks;

import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Layer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a net with its weights for ONNX Runtime. Field numbers are those of {@code onnx.proto}.
 */
final class OnnxFile {
  /** The name of the free dimension. */
  static final String BATCH = "N";

  private static final int IR_VERSION = 7;
  private static final int OPSET = 13;
  static final int FLOAT = 1;
  static final int INT8 = 3;
  private static final int INT_ATTRIBUTE = 2;
  private static final int INTS_ATTRIBUTE = 7;

  private OnnxFile() {}

  /** Writes the file beside the checkpoint that it is made of; linear layers perhaps in 8 bits. */
  static void write(Net net, SharedFiles files, Tuning tuning) throws IOException {
    Network network = net.network();
    ProtobufMessage graph = new ProtobufMessage().text(2, network.name());
    Map<String, String> rounded = new HashMap<>();
    for (Node node : network.nodes()) {
      if (tuning == Tuning.INT8 && node.layer() instanceof Linear) {
        rounded.put(node.name() + ".weight", node.name());
        OnnxInt8Linear.nodes(node).forEach(part -> graph.message(1, part));
      } else {
        graph.message(1, node(node));
      }
    }
    files.weights(
        net,
        (name, shape, values) -> {
          float[] all = values.toArray(shape.elements());
          String layer = rounded.get(name);
          if (layer == null) {
            graph.message(5, tensor(name, shape.dimensions(), all));
          } else {
            OnnxInt8Linear.tensors(layer, shape, all).forEach(part -> graph.message(5, part));
          }
        });
    graph.message(11, value(Network.INPUT, network.input()));
    graph.message(12, value(network.output(), network.shape(network.output())));
    ProtobufMessage model =
        new ProtobufMessage()
            .number(1, IR_VERSION)
            .message(7, graph)
            .message(8, new ProtobufMessage().number(2, OPSET));
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(files.onnx(net, tuning)))) {
      model.writeTo(out);
    }
  }

  private static ProtobufMessage node(Node node) {
    ProtobufMessage message = new ProtobufMessage();
    message.text(1, node.inputs().getFirst());
    Layer layer = node.layer();
    if (layer instanceof Conv2d || layer instanceof Linear) {
      message.text(1, node.name() + ".weight").text(1, node.name() + ".bias");
    }
    message.text(2, node.name()).text(3, node.name()).text(4, operator(layer));
    switch (layer) {
      case Conv2d conv ->
          window(message, conv.vertical(), conv.horizontal())
              .message(5, integer("group", conv.groups()));
      case MaxPool pool -> window(message, pool.vertical(), pool.horizontal());
      case Linear _ -> message.message(5, integer("transB", 1));
      default -> {
        // No attributes, or their defaults.
      }
    }
    return message;
  }

  private static String operator(Layer layer) {
    return switch (layer) {
      case Conv2d _ -> "Conv";
      case MaxPool _ -> "MaxPool";
      case ActivationLayer _ -> "Relu";
      case Flatten _ -> "Flatten";
      case Linear _ -> "Gemm";
      case Dropout _ -> "Identity";
      default -> throw new IllegalArgumentException("no ONNX operator for " + layer.kind());
    };
  }

  private static ProtobufMessage window(
      ProtobufMessage message, WindowAxis vertical, WindowAxis horizontal) {
    return message
        .message(5, integers("kernel_shape", vertical.kernel(), horizontal.kernel()))
        .message(5, integers("strides", vertical.stride(), horizontal.stride()))
        .message(
            5,
            integers(
                "pads",
                vertical.padBefore(),
                horizontal.padBefore(),
                vertical.padAfter(),
                horizontal.padAfter()));
  }

  static ProtobufMessage integer(String name, long value) {
    return new ProtobufMessage().text(1, name).number(3, value).number(20, INT_ATTRIBUTE);
  }

  private static ProtobufMessage integers(String name, long... values) {
    ProtobufMessage attribute = new ProtobufMessage().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute.number(20, INTS_ATTRIBUTE);
  }

  static ProtobufMessage tensor(String name, List<Integer> shape, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return tensor(name, shape, FLOAT, bytes.array());
  }

  static ProtobufMessage tensor(String name, List<Integer> shape, int type, byte[] values) {
    ProtobufMessage tensor = new ProtobufMessage();
    shape.forEach(dimension -> tensor.number(1, dimension));
    return tensor.number(2, type).text(8, name).bytes(9, values);
  }

  private static ProtobufMessage value(String name, Shape shape) {
    ProtobufMessage dimensions =
        new ProtobufMessage().message(1, new ProtobufMessage().text(2, BATCH));
    shape
        .dimensions()
        .forEach(dimension -> dimensions.message(1, new ProtobufMessage().number(1, dimension)));
    ProtobufMessage tensor = new ProtobufMessage().number(1, FLOAT).message(2, dimensions);
    return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensor));
  }
}
