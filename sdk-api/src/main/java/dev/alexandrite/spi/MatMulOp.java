package dev.alexandrite.spi;

import dev.alexandrite.tensor.Broadcast;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Batched matrix products: reads a and b, writes {@code y = a·b} of their last two axes, for every
 * combination of the axes before, which are broadcast. Every element is one chain of fused
 * multiply-adds, ascending over the axis that is summed.
 *
 * @param a {@code [..., M, K]}, or {@code [..., K, M]} if it is transposed
 * @param b {@code [..., K, N]}, or {@code [..., N, K]} if it is transposed
 * @param transposeA whether a's last two axes change places first
 * @param transposeB whether b's last two axes change places first
 */
public record MatMulOp(Operand a, Operand b, boolean transposeA, boolean transposeB) implements Op {
  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if an operand has fewer than two axes, or they do not go
   *     together
   */
  public MatMulOp {
    if (a.shape().rank() < 2 || b.shape().rank() < 2) {
      throw new IllegalArgumentException(
          "a matrix product takes two axes and more, found " + a.shape() + " and " + b.shape());
    }
    int k = inner(a.shape(), transposeA ? 2 : 1);
    if (k != inner(b.shape(), transposeB ? 1 : 2)) {
      throw new IllegalArgumentException(
          "a matrix product sums over axes of one size, found "
              + a.shape()
              + (transposeA ? " transposed" : "")
              + " and "
              + b.shape()
              + (transposeB ? " transposed" : ""));
    }
    if (Broadcast.shape(stack(a.shape()), stack(b.shape())).isEmpty()) {
      throw new IllegalArgumentException(
          "the axes before the last two cannot be broadcast: " + a.shape() + " and " + b.shape());
    }
  }

  /**
   * The rows of a product.
   *
   * @return M
   */
  public int rows() {
    return inner(a.shape(), transposeA ? 1 : 2);
  }

  /**
   * The columns of a product.
   *
   * @return N
   */
  public int columns() {
    return inner(b.shape(), transposeB ? 2 : 1);
  }

  /**
   * The size of the axis that is summed.
   *
   * @return K
   */
  public int depth() {
    return inner(a.shape(), transposeA ? 2 : 1);
  }

  /**
   * The axes before the last two, broadcast.
   *
   * @return their sizes; no axis if both operands are matrices
   */
  public Shape stack() {
    return Broadcast.shape(stack(a.shape()), stack(b.shape())).orElseThrow();
  }

  /**
   * What it writes.
   *
   * @return {@code [..., M, N]}, batched if an operand is
   */
  public Operand output() {
    List<Integer> sizes = new ArrayList<>(stack().dimensions());
    sizes.add(rows());
    sizes.add(columns());
    return new Operand(new Shape(sizes), a.batched() || b.batched());
  }

  @Override
  public Signature signature() {
    return Signature.of(
        List.of(Signature.tensor("a", a), Signature.tensor("b", b)),
        Signature.tensor("y", output()));
  }

  private static int inner(Shape shape, int fromEnd) {
    return shape.get(shape.rank() - fromEnd);
  }

  private static Shape stack(Shape shape) {
    return new Shape(shape.dimensions().subList(0, shape.rank() - 2));
  }
}
