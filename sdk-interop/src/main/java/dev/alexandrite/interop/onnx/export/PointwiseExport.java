package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Softmax;
import dev.alexandrite.model.StochasticDepth;

/** Activations, dropout and softmax. */
final class PointwiseExport {
  private PointwiseExport() {}

  static Value export(LayerScope scope, ActivationLayer layer) {
    String x = scope.input(0).name();
    Op op =
        switch (layer.activation()) {
          case NONE -> Op.of("Identity", x);
          case RELU -> Op.of("Relu", x);
          case TANH -> Op.of("Tanh", x);
          case SIGMOID -> Op.of("Sigmoid", x);
          case SILU -> Op.of("Mul", x, scope.step("gate", Op.of("Sigmoid", x)));
          case GELU -> gelu(scope, x);
        };
    return scope.result(op, scope.input(0).batched());
  }

  /** {@code x · (1 + erf(x / √2)) · ½}, in the order that runtimes know and compute as one. */
  private static Op gelu(LayerScope scope, String x) {
    String scaled = scope.step("scaled", Op.of("Div", x, scope.scalar("root", Math.sqrt(2))));
    String erf = scope.step("erf", Op.of("Erf", scaled));
    String twice = scope.step("twice", Op.of("Add", erf, scope.scalar("one", 1)));
    String product = scope.step("product", Op.of("Mul", x, twice));
    return Op.of("Mul", product, scope.scalar("half", 0.5));
  }

  /** The original form multiplies at inference, which ONNX's operator does not. */
  static Value export(LayerScope scope, Dropout layer) {
    String x = scope.input(0).name();
    Op op =
        switch (layer.mode()) {
          case INVERTED -> Op.of("Dropout", x, scope.scalar("ratio", layer.rate()));
          case ORIGINAL -> Op.of("Mul", x, scope.scalar("keep", layer.keep()));
        };
    return scope.result(op, scope.input(0).batched());
  }

  /** Nothing is left out after training. */
  static Value export(LayerScope scope, StochasticDepth layer) {
    Value x = scope.input(0);
    return scope.result(Op.of("Identity", x.name()), x.batched());
  }

  static Value export(LayerScope scope, Softmax layer) {
    Value x = scope.input(0);
    Op op = Op.of(layer.log() ? "LogSoftmax" : "Softmax", x.name());
    return scope.result(op.integer("axis", x.axis(layer.axis())), x.batched());
  }
}
