package dev.alexandrite.spi;

import dev.alexandrite.tensor.Broadcast;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Moves elements without computing; every order is row-major. */
public sealed interface ShapeOp extends Op {
  /**
   * Reads n tensors of one kind, writes them joined along an axis.
   *
   * @param parts the inputs, equal but for their sizes along the axis
   * @param axis the axis
   */
  record Concat(List<Operand> parts, int axis) implements ShapeOp {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if there is none, they are of different kinds, or differ in
     *     another axis
     */
    public Concat {
      parts = List.copyOf(parts);
      if (parts.isEmpty() || axis < 0 || axis >= parts.getFirst().shape().rank()) {
        throw new IllegalArgumentException(
            "a concatenation has parts with the axis that it joins, found axis "
                + axis
                + " of "
                + parts);
      }
      Operand first = parts.getFirst();
      for (Operand part : parts) {
        if (part.batched() != first.batched()
            || !withSize(part.shape(), axis, 1).equals(withSize(first.shape(), axis, 1))) {
          throw new IllegalArgumentException(
              "what is joined along axis " + axis + " differs there alone, found " + parts);
        }
      }
    }

    /**
     * Batched tensors along their first axis (channels).
     *
     * @param parts the shapes of the inputs
     * @return the description
     */
    public static Concat of(List<Shape> parts) {
      return new Concat(parts.stream().map(Operand::batched).toList(), 0);
    }

    @Override
    public Signature signature() {
      int size = Math.toIntExact(parts.stream().mapToLong(part -> part.shape().get(axis)).sum());
      Operand first = parts.getFirst();
      return Signature.of(
          Signature.numbered(parts),
          Signature.tensor("y", first.withShape(withSize(first.shape(), axis, size))));
    }
  }

  /**
   * Reads x, writes some elements of every axis: {@code from}, {@code from + step}, and so on.
   *
   * @param input x
   * @param ranges one an axis
   */
  record Slice(Operand input, List<Range> ranges) implements ShapeOp {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if there is not one an axis, or one leaves it
     */
    public Slice {
      ranges = List.copyOf(ranges);
      rank("slice", input, ranges.size());
      for (int axis = 0; axis < ranges.size(); axis++) {
        Range range = ranges.get(axis);
        int size = input.shape().get(axis);
        long last = range.from + (range.count - 1L) * range.step;
        if (range.from < 0 || range.from >= size || last < 0 || last >= size) {
          throw new IllegalArgumentException(
              "slice of axis " + axis + " of " + input.shape() + " leaves it: " + range);
        }
      }
    }

    /**
     * Some neighbours of one axis, and all of the others.
     *
     * @param input x
     * @param axis the axis
     * @param from the first element
     * @param count how many
     * @return the description
     */
    public static Slice of(Operand input, int axis, int from, int count) {
      List<Range> ranges = new ArrayList<>();
      for (int i = 0; i < input.shape().rank(); i++) {
        ranges.add(i == axis ? new Range(from, count, 1) : new Range(0, input.shape().get(i), 1));
      }
      return new Slice(input, ranges);
    }

    @Override
    public Signature signature() {
      Shape output = new Shape(ranges.stream().map(Range::count).toList());
      return Signature.of(
          List.of(Signature.tensor("x", input)), Signature.tensor("y", input.withShape(output)));
    }
  }

  /**
   * Elements of one axis.
   *
   * @param from the first element
   * @param count how many, at least 1
   * @param step from one to the next, not 0; negative to go backwards
   */
  record Range(int from, int count, int step) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if none is taken, or the step is 0
     */
    public Range {
      if (count < 1 || step == 0) {
        throw new IllegalArgumentException(
            "a range has at least one element and a step, found " + count + " by " + step);
      }
    }
  }

  /**
   * Reads x, writes it with a number around and between its elements. It is the gradient of a
   * {@link Slice} with positive steps, as that is its own.
   *
   * @param input x
   * @param margins one an axis
   * @param value what is put there
   */
  record Pad(Operand input, List<Margin> margins, float value) implements ShapeOp {
    /**
     * Checks the margins.
     *
     * @throws IllegalArgumentException if there is not one an axis
     */
    public Pad {
      margins = List.copyOf(margins);
      rank("pad", input, margins.size());
    }

    @Override
    public Signature signature() {
      List<Integer> sizes = new ArrayList<>();
      for (int axis = 0; axis < margins.size(); axis++) {
        Margin margin = margins.get(axis);
        long between = (input.shape().get(axis) - 1L) * margin.between;
        sizes.add(
            Math.toIntExact(input.shape().get(axis) + between + margin.before + margin.after));
      }
      return Signature.of(
          List.of(Signature.tensor("x", input)),
          Signature.tensor("y", input.withShape(new Shape(sizes))));
    }
  }

  /**
   * What is added to one axis.
   *
   * @param before elements before the first, at least 0
   * @param after elements behind the last, at least 0
   * @param between elements between any two neighbours, at least 0
   */
  record Margin(int before, int after, int between) {
    /** Nothing. */
    public static final Margin NONE = new Margin(0, 0, 0);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public Margin {
      if (before < 0 || after < 0 || between < 0) {
        throw new IllegalArgumentException(
            "padding is at least 0, found " + before + ", " + after + " and " + between);
      }
    }
  }

  /**
   * Reads x, writes it with its axes in another order.
   *
   * @param input x
   * @param axes for every axis of the output, which of the input it is
   */
  record Permute(Operand input, List<Integer> axes) implements ShapeOp {
    /**
     * Checks the axes.
     *
     * @throws IllegalArgumentException if they are no permutation
     */
    public Permute {
      axes = List.copyOf(axes);
      rank("permute", input, axes.size());
      if (!axes.stream().sorted().toList().equals(ascending(axes.size()))) {
        throw new IllegalArgumentException("each axis appears once, found " + axes);
      }
    }

    /**
     * The way back, which is the gradient.
     *
     * @return the description
     */
    public Permute inverse() {
      List<Integer> back = new ArrayList<>();
      for (int axis = 0; axis < axes.size(); axis++) {
        back.add(axes.indexOf(axis));
      }
      return new Permute(output(), back);
    }

    /**
     * What it writes.
     *
     * @return the permuted tensor
     */
    public Operand output() {
      return input.withShape(new Shape(axes.stream().map(input.shape()::get).toList()));
    }

    @Override
    public Signature signature() {
      return Signature.of(List.of(Signature.tensor("x", input)), Signature.tensor("y", output()));
    }
  }

  /**
   * Reads x of one shape, writes the same elements in another. May run in place: where a backend
   * keeps both shapes in the same order, nothing moves.
   *
   * @param input x
   * @param output the shape of y
   */
  record Reshape(Operand input, Shape output) implements ShapeOp {
    /**
     * A batched tensor.
     *
     * @param input the shape of x
     * @param output the shape of y
     */
    public Reshape(Shape input, Shape output) {
      this(Operand.batched(input), output);
    }

    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if they have different numbers of elements
     */
    public Reshape {
      if (input.shape().elements() != output.elements()) {
        throw new IllegalArgumentException(
            "a reshape keeps its elements, found " + input.shape() + " to " + output);
      }
    }

    @Override
    public Signature signature() {
      return Signature.of(
              List.of(Signature.tensor("x", input)), Signature.tensor("y", input.withShape(output)))
          .overwriting(0);
    }
  }

  /**
   * Reads x, writes it repeated along axes of size 1, new axes in front, and the rows of the batch.
   *
   * @param input x
   * @param output y; batched if x is
   */
  record Expand(Operand input, Operand output) implements ShapeOp {
    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if x cannot be repeated to y
     */
    public Expand {
      if (!Broadcast.reaches(input.shape(), output.shape())
          || (input.batched() && !output.batched())) {
        throw new IllegalArgumentException(input + " cannot be repeated to " + output);
      }
    }

    @Override
    public Signature signature() {
      return Signature.of(List.of(Signature.tensor("x", input)), Signature.tensor("y", output));
    }
  }

  private static void rank(String what, Operand input, int given) {
    if (given != input.shape().rank()) {
      throw new IllegalArgumentException(
          what + " of " + input.shape() + " needs one entry an axis, found " + given);
    }
  }

  private static List<Integer> ascending(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static Shape withSize(Shape shape, int axis, int size) {
    List<Integer> sizes = new ArrayList<>(shape.dimensions());
    sizes.set(axis, size);
    return new Shape(sizes);
  }
}
