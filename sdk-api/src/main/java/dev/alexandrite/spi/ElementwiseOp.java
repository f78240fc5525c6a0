package dev.alexandrite.spi;

import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Broadcast;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.Collections;
import java.util.List;

/** Arithmetic element by element. */
public sealed interface ElementwiseOp extends Op {
  /**
   * What it writes.
   *
   * @return the output
   */
  Operand output();

  /**
   * Reads n tensors, writes their sum, added in order. May run in place of the first.
   *
   * @param output every tensor
   * @param terms how many, at least 1
   */
  record Add(Operand output, int terms) implements ElementwiseOp {
    /**
     * Checks the number of terms.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Add {
      if (terms < 1) {
        throw new IllegalArgumentException("a sum has at least one term, found " + terms);
      }
    }

    /**
     * Tensors of one shape.
     *
     * @param shape the shape of every tensor
     * @param terms how many, at least 1
     * @param batched whether the tensors have a row an example
     */
    public Add(Shape shape, int terms, boolean batched) {
      this(new Operand(shape, batched), terms);
    }

    @Override
    public Signature signature() {
      return Signature.of(
              Signature.numbered(Collections.nCopies(terms, output)),
              Signature.tensor("sum", output))
          .overwriting(0);
    }
  }

  /**
   * Reads a and b, writes a function of both; shapes are broadcast.
   *
   * @param function the function
   * @param a the first operand
   * @param b the second operand
   */
  record Binary(BinaryFunction function, Operand a, Operand b) implements ElementwiseOp {
    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if they cannot be broadcast
     */
    public Binary {
      broadcast(a, b);
    }

    /**
     * Two batched tensors of one shape.
     *
     * @param function the function
     * @param shape the shape of every tensor
     */
    public Binary(BinaryFunction function, Shape shape) {
      this(function, Operand.batched(shape), Operand.batched(shape));
    }

    @Override
    public Operand output() {
      return broadcast(a, b);
    }

    /** May run in place of a, if a is not broadcast. */
    @Override
    public Signature signature() {
      Signature signature =
          Signature.of(
              List.of(Signature.tensor("a", a), Signature.tensor("b", b)),
              Signature.tensor("y", output()));
      return a.equals(output()) ? signature.overwriting(0) : signature;
    }
  }

  /**
   * Reads x, writes a function of it. May run in place.
   *
   * @param function the function
   * @param output x and y
   */
  record Unary(UnaryFunction function, Operand output) implements ElementwiseOp {
    @Override
    public Signature signature() {
      return Signature.of(List.of(Signature.tensor("x", output)), Signature.tensor("y", output))
          .overwriting(0);
    }
  }

  /**
   * Reads y (or x, see {@link UnaryFunction#gradientFromOutput()}) and dy, writes dx. May run in
   * place of dy.
   *
   * @param function the function
   * @param output every tensor
   */
  record UnaryGradient(UnaryFunction function, Operand output) implements ElementwiseOp {
    @Override
    public Signature signature() {
      String known = function.gradientFromOutput() ? "y" : "x";
      return Signature.of(
              List.of(Signature.tensor(known, output), Signature.tensor("dy", output)),
              Signature.tensor("dx", output))
          .overwriting(1);
    }
  }

  /**
   * Reads condition, a and b, writes a where the condition is not 0, else b; shapes are broadcast.
   *
   * @param condition numbers, 0 for false
   * @param a taken where true
   * @param b taken where false
   */
  record Select(Operand condition, Operand a, Operand b) implements ElementwiseOp {
    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if they cannot be broadcast
     */
    public Select {
      broadcast(condition, broadcast(a, b));
    }

    @Override
    public Operand output() {
      return broadcast(condition, broadcast(a, b));
    }

    @Override
    public Signature signature() {
      return Signature.of(
          List.of(
              Signature.tensor("condition", condition),
              Signature.tensor("a", a),
              Signature.tensor("b", b)),
          Signature.tensor("y", output()));
    }
  }

  private static Operand broadcast(Operand a, Operand b) {
    Shape shape =
        Broadcast.shape(a.shape(), b.shape())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "shapes cannot be broadcast: " + a.shape() + " and " + b.shape()));
    return new Operand(shape, a.batched() || b.batched());
  }
}
