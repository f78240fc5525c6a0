package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.List;

/**
 * A function of one input, element by element: {@code Unary.of(new UnaryFunction.Clip(0, 6))}. The
 * nonlinearities that layers end with are {@link ActivationLayer}.
 *
 * @param function the function
 */
public record Unary(UnaryFunction function) implements Layer {
  /**
   * A layer.
   *
   * @param function the function
   * @return the layer
   */
  public static Unary of(UnaryFunction function) {
    return new Unary(function);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    if (function instanceof UnaryFunction.Clip(float low, float high)) {
      Require.that(
          Float.isFinite(low) && Float.isFinite(high),
          node,
          "clip to ["
              + low
              + ", "
              + high
              + "]: a checkpoint holds finite limits; use the largest float where there is none");
    }
    return Require.single(node, this, inputs);
  }

  @Override
  public String kind() {
    return switch (function) {
      case UnaryFunction.Exponential _ -> "exponential";
      case UnaryFunction.Logarithm _ -> "logarithm";
      case UnaryFunction.SquareRoot _ -> "square_root";
      case UnaryFunction.ErrorFunction _ -> "error_function";
      case UnaryFunction.Absolute _ -> "absolute";
      case UnaryFunction.Power _ -> "power";
      case UnaryFunction.Clip _ -> "clip";
      case UnaryFunction.Scale _ -> "scale";
      case UnaryFunction.Shift _ -> "shift";
    };
  }
}
