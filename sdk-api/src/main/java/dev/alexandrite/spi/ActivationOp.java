package dev.alexandrite.spi;

import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/** Pointwise nonlinearities. */
public sealed interface ActivationOp extends Op {
  /**
   * Reads x, writes y. May run in place.
   *
   * @param shape the shape of x and y
   * @param activation the nonlinearity
   */
  record Forward(Shape shape, Activation activation) implements ActivationOp {}

  /**
   * Reads y (or x, see {@link Activation#gradientFromOutput()}) and dy, writes dx. May run in place
   * of dy.
   *
   * @param shape the shape of every tensor
   * @param activation the nonlinearity
   */
  record Gradient(Shape shape, Activation activation) implements ActivationOp {}

  @Override
  default Signature signature() {
    return switch (this) {
      case Forward(Shape shape, Activation _) ->
          Signature.of(List.of(Signature.batched("x", shape)), Signature.batched("y", shape))
              .overwriting(0);
      case Gradient(Shape shape, Activation activation) -> {
        String known = activation.gradientFromOutput() ? "y" : "x";
        yield Signature.of(
                List.of(Signature.batched(known, shape), Signature.batched("dy", shape)),
                Signature.batched("dx", shape))
            .overwriting(1);
      }
    };
  }
}
