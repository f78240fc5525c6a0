package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.interop.proto.onnx.AttributeProto;
import dev.alexandrite.interop.proto.onnx.AttributeProto.AttributeType;
import dev.alexandrite.interop.proto.onnx.NodeProto;
import java.util.List;

/** One of ONNX's nodes before it has a name: operator, inputs and attributes. */
final class Op {
  private final NodeProto.Builder node;

  private Op(NodeProto.Builder node) {
    this.node = node;
  }

  static Op of(String type, String... inputs) {
    return new Op(NodeProto.newBuilder().setOpType(type).addAllInput(List.of(inputs)));
  }

  /** One more input, behind those before. */
  Op input(String name) {
    node.addInput(name);
    return this;
  }

  Op integer(String name, long value) {
    node.addAttribute(attribute(name, AttributeType.INT).setI(value));
    return this;
  }

  Op number(String name, double value) {
    node.addAttribute(attribute(name, AttributeType.FLOAT).setF((float) value));
    return this;
  }

  Op integers(String name, long... values) {
    AttributeProto.Builder attribute = attribute(name, AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    node.addAttribute(attribute);
    return this;
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  /** The node, called like its first output. */
  NodeProto named(List<String> outputs) {
    return node.setName(outputs.getFirst()).addAllOutput(outputs).build();
  }
}
