package dev.alexandrite.testkit.golden;

import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.BinaryFunction;

/** ONNX's activations: the operator's own, and compositions by their definitions. */
final class OnnxActivations {
  private static final double SELU_ALPHA = 1.67326319217681884765625;
  private static final double SELU_GAMMA = 1.05070102214813232421875;

  private final OnnxComposer c;
  private final Attributes attributes;
  private final OnnxTensor x;

  private OnnxActivations(OnnxCall call) throws OutOfScope {
    c = call.composer();
    attributes = call.attributes();
    x = call.x();
  }

  static OnnxTensor compose(OnnxCall call) throws OutOfScope {
    var own = new OnnxActivations(call);
    return call.op().equals("PRelu") ? own.leaky(call.x(1)) : own.compose(call.op());
  }

  private OnnxTensor compose(String op) {
    return switch (op) {
      case "Relu" -> c.activation(Activation.RELU, x);
      case "Tanh" -> c.activation(Activation.TANH, x);
      case "Sigmoid" -> c.activation(Activation.SIGMOID, x);
      case "Gelu" ->
          attributes.text("approximate", "none").equals("tanh")
              ? approximateGelu()
              : c.activation(Activation.GELU, x);
      case "Swish" -> swish(attributes.number("alpha", 1));
      case "LeakyRelu" -> leaky(c.number(attributes.number("alpha", 0.01)));
      case "Elu" -> elu(attributes.number("alpha", 1));
      case "Selu" ->
          c.scale(
              elu(attributes.number("alpha", SELU_ALPHA)), attributes.number("gamma", SELU_GAMMA));
      case "Celu" -> celu(attributes.number("alpha", 1));
      case "ThresholdedRelu" -> above(attributes.number("alpha", 1), x, c.number(0));
      case "HardSigmoid" ->
          hardSigmoid(attributes.number("alpha", 0.2), attributes.number("beta", 0.5));
      case "HardSwish" -> c.multiply(x, hardSigmoid(1.0 / 6, 0.5));
      case "Softplus" -> softplus();
      case "Softsign" -> c.divide(x, c.shift(c.abs(x), 1));
      case "Mish" -> c.multiply(x, c.activation(Activation.TANH, softplus()));
      default -> shrink(attributes.number("lambd", 0.5), attributes.number("bias", 0));
    };
  }

  private OnnxTensor positive() {
    return c.clip(x, 0, Double.POSITIVE_INFINITY);
  }

  private OnnxTensor negative() {
    return c.clip(x, Double.NEGATIVE_INFINITY, 0);
  }

  private OnnxTensor leaky(OnnxTensor slope) {
    return c.add(positive(), c.multiply(negative(), slope));
  }

  private OnnxTensor swish(double alpha) {
    return alpha == 1
        ? c.activation(Activation.SILU, x)
        : c.multiply(x, c.activation(Activation.SIGMOID, c.scale(x, alpha)));
  }

  /** {@code x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³)))}. */
  private OnnxTensor approximateGelu() {
    OnnxTensor inner = c.add(x, c.scale(c.power(x, 3), 0.044715));
    OnnxTensor tanh = c.activation(Activation.TANH, c.scale(inner, Math.sqrt(2 / Math.PI)));
    return c.multiply(c.scale(x, 0.5), c.shift(tanh, 1));
  }

  private OnnxTensor elu(double alpha) {
    return c.add(positive(), c.scale(c.shift(c.exp(negative()), -1), alpha));
  }

  private OnnxTensor celu(double alpha) {
    return c.add(positive(), c.scale(c.shift(c.exp(c.scale(negative(), 1 / alpha)), -1), alpha));
  }

  private OnnxTensor hardSigmoid(double alpha, double beta) {
    return c.clip(c.shift(c.scale(x, alpha), beta), 0, 1);
  }

  /** {@code max(x, 0) + ln(1 + exp(-|x|))}, which does not overflow. */
  private OnnxTensor softplus() {
    return c.add(positive(), c.log(c.shift(c.exp(c.scale(c.abs(x), -1)), 1)));
  }

  private OnnxTensor above(double limit, OnnxTensor value, OnnxTensor otherwise) {
    OnnxTensor condition = c.binary(BinaryFunction.GREATER, x, c.number(limit));
    return c.select(condition, value, otherwise);
  }

  private OnnxTensor shrink(double limit, double bias) {
    OnnxTensor below = c.binary(BinaryFunction.LESS, x, c.number(-limit));
    return c.select(below, c.shift(x, bias), above(limit, c.shift(x, -bias), c.number(0)));
  }
}
