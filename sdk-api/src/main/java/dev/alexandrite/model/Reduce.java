package dev.alexandrite.model;

import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Makes one number of all those along some axes of each example: {@code Reduce.mean(1, 2)} makes
 * {@code [C]} of {@code [C, H, W]}.
 *
 * @param reduction what is made of the numbers
 * @param axes the axes, from 0; from the end if negative; none for all of them
 * @param keepAxes whether reduced axes stay with size 1, to be broadcast later
 */
public record Reduce(Reduction reduction, List<Integer> axes, boolean keepAxes) implements Layer {
  /** Copies the list. */
  public Reduce {
    axes = List.copyOf(axes);
  }

  /**
   * A reduction that removes its axes.
   *
   * @param reduction what is made of the numbers
   * @param axes the axes, from 0; from the end if negative; none for all of them
   * @return the layer
   */
  public static Reduce of(Reduction reduction, int... axes) {
    return new Reduce(reduction, IntStream.of(axes).boxed().toList(), false);
  }

  /**
   * Sums.
   *
   * @param axes the axes, from 0; from the end if negative; none for all of them
   * @return the layer
   */
  public static Reduce sum(int... axes) {
    return of(Reduction.SUM, axes);
  }

  /**
   * Means.
   *
   * @param axes the axes, from 0; from the end if negative; none for all of them
   * @return the layer
   */
  public static Reduce mean(int... axes) {
    return of(Reduction.MEAN, axes);
  }

  /**
   * Maxima.
   *
   * @param axes the axes, from 0; from the end if negative; none for all of them
   * @return the layer
   */
  public static Reduce max(int... axes) {
    return of(Reduction.MAX, axes);
  }

  /**
   * Minima.
   *
   * @param axes the axes, from 0; from the end if negative; none for all of them
   * @return the layer
   */
  public static Reduce min(int... axes) {
    return of(Reduction.MIN, axes);
  }

  /**
   * The same reduction with its axes kept, of size 1 ({@code keepdim} in PyTorch).
   *
   * @return the changed copy
   */
  public Reduce keepingAxes() {
    return new Reduce(reduction, axes, true);
  }

  /**
   * The reduced axes of an input.
   *
   * @param input the input's shape, accepted by {@link #infer}
   * @return ascending, from 0
   */
  public List<Integer> axesOf(Shape input) {
    return axes.isEmpty()
        ? IntStream.range(0, input.rank()).boxed().toList()
        : axes.stream().map(axis -> Math.floorMod(axis, input.rank())).sorted().toList();
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Shape input = Require.single(node, this, inputs);
    Require.that(input.rank() >= 1, node, "a reduction takes at least one axis, found a scalar");
    axes.forEach(axis -> Require.axis(node, axis, input));
    List<Integer> reduced = axesOf(input);
    Require.that(
        new TreeSet<>(reduced).size() == reduced.size(),
        node,
        "axes " + axes + " of " + input + " name one twice");
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      if (!reduced.contains(axis)) {
        sizes.add(input.get(axis));
      } else if (keepAxes) {
        sizes.add(1);
      }
    }
    return new Shape(sizes);
  }

  @Override
  public String kind() {
    return switch (reduction) {
      case SUM -> "reduce_sum";
      case MEAN -> "reduce_mean";
      case MAX -> "reduce_max";
      case MIN -> "reduce_min";
    };
  }
}
