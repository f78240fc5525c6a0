package dev.alexandrite.interop.onnx;

import dev.alexandrite.SafeText;
import dev.alexandrite.interop.proto.onnx.AttributeProto;
import dev.alexandrite.interop.proto.onnx.AttributeProto.AttributeType;
import dev.alexandrite.interop.proto.onnx.NodeProto;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attributes of a node, of the types that its operator wants. */
final class Attributes {
  private final Map<String, AttributeProto> attributes = new HashMap<>();

  Attributes(NodeProto node) {
    for (AttributeProto attribute : node.getAttributeList()) {
      Refusal.unless(
          attributes.put(attribute.getName(), attribute) == null,
          "attribute '" + SafeText.of(attribute.getName()) + "' is there twice");
      Refusal.unless(
          attribute.getRefAttrName().isEmpty(),
          "attribute '"
              + SafeText.of(attribute.getName())
              + "' refers to one of a function, outside of one");
    }
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  List<String> names() {
    return attributes.keySet().stream().sorted().toList();
  }

  long number(String name, long fallback) {
    return find(name, AttributeType.INT).map(AttributeProto::getI).orElse(fallback);
  }

  /** A number that has to be small enough for an axis or a size. */
  int whole(String name, int fallback) {
    return small(name, number(name, fallback));
  }

  boolean flag(String name, boolean fallback) {
    return number(name, fallback ? 1 : 0) != 0;
  }

  float real(String name, float fallback) {
    return find(name, AttributeType.FLOAT).map(AttributeProto::getF).orElse(fallback);
  }

  String text(String name, String fallback) {
    return find(name, AttributeType.STRING).map(a -> a.getS().toStringUtf8()).orElse(fallback);
  }

  Optional<TensorProto> tensor(String name) {
    return find(name, AttributeType.TENSOR).map(AttributeProto::getT);
  }

  List<Float> reals(String name) {
    return find(name, AttributeType.FLOATS).map(AttributeProto::getFloatsList).orElse(List.of());
  }

  List<Long> numbers(String name) {
    return find(name, AttributeType.INTS).map(AttributeProto::getIntsList).orElse(List.of());
  }

  /** A list of sizes, strides or axes; empty where there is none. */
  List<Integer> wholes(String name) {
    List<Integer> wholes = new ArrayList<>();
    numbers(name).forEach(number -> wholes.add(small(name, number)));
    return List.copyOf(wholes);
  }

  private static int small(String name, long number) {
    Refusal.unless(
        number == (int) number, "attribute '" + name + "' is " + number + ", beyond any size");
    return (int) number;
  }

  private Optional<AttributeProto> find(String name, AttributeType wanted) {
    AttributeProto attribute = attributes.get(name);
    if (attribute == null) {
      return Optional.empty();
    }
    Refusal.unless(
        type(attribute) == wanted,
        "attribute '" + name + "' is of type " + type(attribute) + ", expected " + wanted);
    return Optional.of(attribute);
  }

  /** Files of before the field existed have none: their attribute is what it holds. */
  private static AttributeType type(AttributeProto attribute) {
    if (attribute.getType() != AttributeType.UNDEFINED) {
      return attribute.getType();
    }
    if (attribute.hasF()) {
      return AttributeType.FLOAT;
    } else if (attribute.hasI()) {
      return AttributeType.INT;
    } else if (attribute.hasS()) {
      return AttributeType.STRING;
    } else if (attribute.hasT()) {
      return AttributeType.TENSOR;
    }
    return attribute.getFloatsCount() > 0 ? AttributeType.FLOATS : AttributeType.INTS;
  }

  @Override
  public String toString() {
    return SafeText.of(attributes.keySet());
  }
}
