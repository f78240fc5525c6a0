package dev.alexandrite.testkit;

import static dev.alexandrite.testkit.OpTensors.batched;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.DropoutOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.OpTensors.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The tensors of operators that treat, or move, every element by itself. */
final class PointwiseTensors {
  private PointwiseTensors() {}

  static Signature of(ActivationOp op) {
    return switch (op) {
      case ActivationOp.Forward(Shape shape, Activation _) ->
          new Signature(List.of(batched("x", shape)), List.of(batched("y", shape)));
      case ActivationOp.Gradient(Shape shape, Activation activation) -> {
        String known = activation.gradientFromOutput() ? "y" : "x";
        yield new Signature(
            List.of(batched(known, shape), batched("dy", shape)), List.of(batched("dx", shape)));
      }
    };
  }

  static Signature of(DropoutOp op) {
    return switch (op) {
      case DropoutOp.Forward forward ->
          new Signature(
              List.of(batched("x", forward.shape())),
              List.of(batched("y", forward.shape()), batched("mask", forward.shape())));
    };
  }

  static Signature of(ElementwiseOp op) {
    return switch (op) {
      case ElementwiseOp.Add(Shape shape, int terms, boolean batched) ->
          new Signature(
              IntStream.range(0, terms)
                  .mapToObj(term -> new TensorSpec("x" + term, shape, batched))
                  .toList(),
              List.of(new TensorSpec("sum", shape, batched)));
      case ElementwiseOp.Multiply(Shape shape) ->
          new Signature(
              List.of(batched("a", shape), batched("b", shape)),
              List.of(batched("product", shape)));
      case ElementwiseOp.Scale(Shape shape, float _) ->
          new Signature(List.of(batched("x", shape)), List.of(batched("y", shape)));
    };
  }

  static Signature of(ShapeOp op) {
    return switch (op) {
      case ShapeOp.Concat(List<Shape> parts) ->
          new Signature(
              IntStream.range(0, parts.size())
                  .mapToObj(part -> batched("x" + part, parts.get(part)))
                  .toList(),
              List.of(
                  batched(
                      "y",
                      withChannels(
                          parts.getFirst(), parts.stream().mapToInt(Shape::channels).sum()))));
      case ShapeOp.Slice(Shape input, int _, int channels) ->
          new Signature(
              List.of(batched("x", input)), List.of(batched("y", withChannels(input, channels))));
      case ShapeOp.Reshape(Shape input, Shape output) ->
          new Signature(List.of(batched("x", input)), List.of(batched("y", output)));
    };
  }

  private static Shape withChannels(Shape shape, int channels) {
    List<Integer> sizes = new ArrayList<>(shape.dimensions());
    sizes.set(0, channels);
    return new Shape(sizes);
  }
}
