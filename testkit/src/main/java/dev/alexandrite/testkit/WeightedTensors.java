package dev.alexandrite.testkit;

import static dev.alexandrite.testkit.OpTensors.batched;
import static dev.alexandrite.testkit.OpTensors.whole;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.OpTensors.Signature;
import java.util.List;

/** The tensors of operators with weights and biases. */
final class WeightedTensors {
  private WeightedTensors() {}

  static Signature of(ConvolutionOp op) {
    ConvolutionGeometry g = op.geometry();
    Shape weights = weights(g, op.shared());
    Shape biases =
        op.shared() ? Shape.of(g.filters()) : Shape.image(g.filters(), g.outHeight(), g.outWidth());
    return switch (op) {
      case ConvolutionOp.Forward forward ->
          forward(g.input(), weights, biases, g.output(), forward.bias());
      case ConvolutionOp.InputGradient _ -> inputGradient(g.input(), weights, g.output());
      case ConvolutionOp.WeightGradient gradient ->
          weightGradient(g.input(), weights, biases, g.output(), gradient.bias());
    };
  }

  static Signature of(LinearOp op) {
    Shape x = rows(op.rowsPerExample(), op.inputs());
    Shape y = rows(op.rowsPerExample(), op.outputs());
    Shape weights = Shape.of(op.outputs(), op.inputs());
    Shape biases = Shape.of(op.outputs());
    return switch (op) {
      case LinearOp.Forward forward -> forward(x, weights, biases, y, forward.bias());
      case LinearOp.InputGradient _ -> inputGradient(x, weights, y);
      case LinearOp.WeightGradient gradient ->
          weightGradient(x, weights, biases, y, gradient.bias());
    };
  }

  private static Shape weights(ConvolutionGeometry g, boolean shared) {
    int channels = g.channels() / g.groups();
    return shared
        ? Shape.of(g.filters(), channels, g.kernelHeight(), g.kernelWidth())
        : Shape.of(
            g.outHeight() * g.outWidth(), g.filters(), channels, g.kernelHeight(), g.kernelWidth());
  }

  private static Shape rows(int rowsPerExample, int features) {
    return rowsPerExample == 1 ? Shape.of(features) : Shape.of(rowsPerExample, features);
  }

  private static Signature forward(Shape x, Shape weights, Shape biases, Shape y, boolean bias) {
    TensorSpec input = batched("x", x);
    TensorSpec w = whole("weights", weights);
    return new Signature(
        bias ? List.of(input, w, whole("biases", biases)) : List.of(input, w),
        List.of(batched("y", y)));
  }

  private static Signature inputGradient(Shape x, Shape weights, Shape y) {
    return new Signature(
        List.of(batched("dy", y), whole("weights", weights)), List.of(batched("dx", x)));
  }

  private static Signature weightGradient(
      Shape x, Shape weights, Shape biases, Shape y, boolean bias) {
    TensorSpec dw = whole("dweights", weights);
    return new Signature(
        List.of(batched("x", x), batched("dy", y)),
        bias ? List.of(dw, whole("dbiases", biases)) : List.of(dw));
  }
}
