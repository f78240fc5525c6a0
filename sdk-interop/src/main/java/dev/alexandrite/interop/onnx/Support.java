package dev.alexandrite.interop.onnx;

import dev.alexandrite.SafeText;
import dev.alexandrite.interop.proto.onnx.AttributeProto;
import dev.alexandrite.interop.proto.onnx.NodeProto;
import org.jspecify.annotations.Nullable;

/** What can be said of a node without knowing what it reads. */
final class Support {
  private Support() {}

  /** Why a node cannot be imported whatever it reads; null if it may be. */
  static @Nullable String problem(NodeProto node, int opset) {
    if (!OnnxModel.isStandard(node.getDomain())) {
      return "operators of domain '"
          + SafeText.of(node.getDomain())
          + "' are not supported; export the model with standard operators";
    }
    Operator operator = Operators.find(node.getOpType());
    if (operator == null) {
      return "the operator is not supported";
    }
    if (opset < operator.from() || opset > operator.to()) {
      return "the operator is read in operator sets "
          + operator.opsets()
          + ", but the model has "
          + opset;
    }
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG() || attribute.getGraphsCount() > 0) {
        return "it has a graph within it, which is not supported";
      }
      if (!operator.attributes().contains(attribute.getName())) {
        return "attribute '" + SafeText.of(attribute.getName()) + "' is not supported";
      }
    }
    return null;
  }
}
