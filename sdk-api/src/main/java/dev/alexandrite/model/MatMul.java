package dev.alexandrite.model;

import dev.alexandrite.tensor.Broadcast;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * The matrix products of two inputs over their last two axes; axes before are broadcast: {@code
 * [heads, tokens, width]} by {@code [heads, tokens, width]}, the second transposed, gives {@code
 * [heads, tokens, tokens]}, the scores of attention. For a product of examples with trained weights
 * take {@link Linear}: the gradient by a {@link Parameter} is made for every example before it is
 * summed.
 *
 * @param transposeFirst whether the last two axes of the first input change places before
 * @param transposeSecond whether those of the second do
 */
public record MatMul(boolean transposeFirst, boolean transposeSecond) implements Layer {
  /**
   * Products of the inputs as they are.
   *
   * @return the layer
   */
  public static MatMul of() {
    return new MatMul(false, false);
  }

  /**
   * The same layer over the first input transposed.
   *
   * @return the changed copy
   */
  public MatMul firstTransposed() {
    return new MatMul(true, transposeSecond);
  }

  /**
   * The same layer over the second input transposed.
   *
   * @return the changed copy
   */
  public MatMul secondTransposed() {
    return new MatMul(transposeFirst, true);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.that(
        inputs.size() == 2,
        node,
        "mat_mul takes two inputs, found " + inputs.size() + "; name both");
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    Require.that(
        a.rank() >= 2 && b.rank() >= 2,
        node,
        "mat_mul takes inputs of two axes and more, found " + inputs + "; reshape a vector first");
    int rows = fromEnd(a, transposeFirst ? 1 : 2);
    int depth = fromEnd(a, transposeFirst ? 2 : 1);
    int columns = fromEnd(b, transposeSecond ? 2 : 1);
    Require.that(
        depth == fromEnd(b, transposeSecond ? 1 : 2),
        node,
        "mat_mul sums over axes of one size, found "
            + a
            + (transposeFirst ? " transposed" : "")
            + " and "
            + b
            + (transposeSecond ? " transposed" : "")
            + "; transpose or permute one of them");
    Shape stack =
        Broadcast.shape(stack(a), stack(b))
            .orElseThrow(
                () ->
                    Require.invalid(
                        node,
                        "the axes before the last two are broadcast, which "
                            + a
                            + " and "
                            + b
                            + " do not allow"));
    long[] sizes = new long[stack.rank() + 2];
    for (int axis = 0; axis < stack.rank(); axis++) {
      sizes[axis] = stack.get(axis);
    }
    sizes[sizes.length - 2] = rows;
    sizes[sizes.length - 1] = columns;
    return Require.shape(node, "the output", sizes);
  }

  @Override
  public long multiplyAdds(List<Shape> inputs) {
    Shape output = infer("mat_mul", inputs);
    return (long) output.elements() * fromEnd(inputs.getFirst(), transposeFirst ? 2 : 1);
  }

  private static int fromEnd(Shape shape, int axis) {
    return shape.get(shape.rank() - axis);
  }

  private static Shape stack(Shape shape) {
    return new Shape(shape.dimensions().subList(0, shape.rank() - 2));
  }

  @Override
  public String kind() {
    return "mat_mul";
  }
}
