package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.BinaryFunction;
import java.util.List;

/** Activations: layers of their own, and compositions by their definitions. */
final class Activations {
  private static final float SELU_ALPHA = 1.67326319217681884765625f;
  private static final float SELU_GAMMA = 1.05070102214813232421875f;

  private final Composer c;
  private final Attributes attributes;
  private final Computed x;

  private Activations(NodeCall call) {
    c = call.composer();
    attributes = call.attributes();
    x = call.x();
  }

  static Value compose(NodeCall call) {
    return new Activations(call).compose(call.op());
  }

  private Computed compose(String op) {
    return switch (op) {
      case "Relu" -> c.activation(Activation.RELU, x);
      case "Tanh" -> c.activation(Activation.TANH, x);
      case "Sigmoid" -> c.activation(Activation.SIGMOID, x);
      case "Gelu" -> gelu(attributes.text("approximate", "none"));
      case "Swish" -> swish(attributes.real("alpha", 1));
      case "LeakyRelu" -> leaky(attributes.real("alpha", 0.01f));
      case "Elu" -> elu(attributes.real("alpha", 1));
      case "Selu" ->
          c.scale(elu(attributes.real("alpha", SELU_ALPHA)), attributes.real("gamma", SELU_GAMMA));
      case "Celu" -> celu(attributes.real("alpha", 1));
      case "ThresholdedRelu" -> above(attributes.real("alpha", 1), x, c.constant(List.of(), 0));
      case "HardSigmoid" ->
          hardSigmoid(attributes.real("alpha", 0.2f), attributes.real("beta", 0.5f));
      case "HardSwish" -> c.binary(BinaryFunction.MULTIPLY, x, hardSigmoid(1.0 / 6, 0.5));
      case "Softplus" -> softplus();
      case "Softsign" -> c.binary(BinaryFunction.DIVIDE, x, c.shift(c.abs(x), 1));
      case "Mish" ->
          c.binary(BinaryFunction.MULTIPLY, x, c.activation(Activation.TANH, softplus()));
      case "Shrink" -> shrink(attributes.real("lambd", 0.5f), attributes.real("bias", 0));
      default -> throw new IllegalStateException("no activation " + op);
    };
  }

  /** Slopes that are trained, each for a channel, or broadcast as others are. */
  static Value prelu(NodeCall call) {
    Composer c = call.composer();
    Computed x = call.x();
    Computed below = c.clip(x, Double.NEGATIVE_INFINITY, 0);
    Value slope = call.value(1);
    if (call.opset() < 7 && slope.rank() == 1 && slope.count() > 1 && x.shape().rank() == 3) {
      slope =
          slope instanceof Value.Known k ? k.withSizes(false, List.of(slope.count(), 1, 1)) : slope;
    }
    return c.binary(
        BinaryFunction.ADD,
        c.activation(Activation.RELU, x),
        c.binary(BinaryFunction.MULTIPLY, below, slope));
  }

  private Computed positive() {
    return c.activation(Activation.RELU, x);
  }

  private Computed negative() {
    return c.clip(x, Double.NEGATIVE_INFINITY, 0);
  }

  private Computed leaky(double slope) {
    return c.binary(BinaryFunction.ADD, positive(), c.scale(negative(), slope));
  }

  private Computed swish(double alpha) {
    return alpha == 1
        ? c.activation(Activation.SILU, x)
        : c.binary(BinaryFunction.MULTIPLY, x, c.activation(Activation.SIGMOID, c.scale(x, alpha)));
  }

  private Computed gelu(String approximate) {
    if (approximate.equals("none")) {
      return c.activation(Activation.GELU, x);
    }
    Refusal.unless(approximate.equals("tanh"), "a GELU approximated by another way than tanh");
    // x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³)))
    Computed inner = c.binary(BinaryFunction.ADD, x, c.scale(c.power(x, 3), 0.044715));
    Computed tanh = c.activation(Activation.TANH, c.scale(inner, Math.sqrt(2 / Math.PI)));
    return c.binary(BinaryFunction.MULTIPLY, c.scale(x, 0.5), c.shift(tanh, 1));
  }

  private Computed elu(double alpha) {
    return c.binary(BinaryFunction.ADD, positive(), c.scale(c.shift(c.exp(negative()), -1), alpha));
  }

  private Computed celu(double alpha) {
    Computed below = c.shift(c.exp(c.scale(negative(), 1 / alpha)), -1);
    return c.binary(BinaryFunction.ADD, positive(), c.scale(below, alpha));
  }

  private Computed hardSigmoid(double alpha, double beta) {
    return c.clip(c.shift(c.scale(x, alpha), beta), 0, 1);
  }

  /** {@code max(x, 0) + ln(1 + exp(-|x|))}, which does not overflow. */
  private Computed softplus() {
    Computed rest = c.log(c.shift(c.exp(c.scale(c.abs(x), -1)), 1));
    return c.binary(BinaryFunction.ADD, positive(), rest);
  }

  private Computed above(float limit, Computed value, Computed otherwise) {
    Computed condition = c.binary(BinaryFunction.GREATER, x, c.constant(List.of(), limit));
    return c.select(condition, value, otherwise);
  }

  private Computed shrink(float limit, double bias) {
    Computed below = c.binary(BinaryFunction.LESS, x, c.constant(List.of(), -limit));
    Computed above = above(limit, c.shift(x, -bias), c.constant(List.of(), 0));
    return c.select(below, c.shift(x, bias), above);
  }
}
