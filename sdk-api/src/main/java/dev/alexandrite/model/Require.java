package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.tensor.Broadcast;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The checks that layers share; every refusal names the node first. */
final class Require {
  private Require() {}

  /** The exception for a node: what was found, what was expected and the remedy. */
  static InvalidModelException invalid(String node, String message) {
    return new InvalidModelException("layer '" + node + "': " + message);
  }

  static void that(boolean holds, String node, String message) {
    if (!holds) {
      throw invalid(node, message);
    }
  }

  static void positive(String node, String what, int value) {
    that(value >= 1, node, what + " is " + value + ", expected at least 1");
  }

  /** The only input of a layer that takes one. */
  static Shape single(String node, Layer layer, List<Shape> inputs) {
    that(
        inputs.size() == 1,
        node,
        layer.kind()
            + " takes one input, found "
            + inputs.size()
            + "; join several with add or concat first");
    return inputs.getFirst();
  }

  /** The only input of a layer over feature maps. */
  static Shape maps(String node, Layer layer, List<Shape> inputs) {
    Shape input = single(node, layer, inputs);
    that(
        input.rank() == 3,
        node,
        layer.kind()
            + " takes feature maps [channels, height, width], found "
            + input
            + "; move it before the flatten or linear layer");
    return input;
  }

  /** The axis that a number means, counted from the end if it is negative. */
  static int axis(String node, int axis, Shape shape) {
    that(
        axis >= -shape.rank() && axis < shape.rank(),
        node,
        "axis " + axis + " is none of " + shape + ", which has " + shape.rank());
    return Math.floorMod(axis, shape.rank());
  }

  /** The shape that two inputs are broadcast to. */
  static Shape broadcast(String node, Shape a, Shape b) {
    return Broadcast.shape(a, b)
        .orElseThrow(
            () ->
                invalid(
                    node,
                    "shapes "
                        + a
                        + " and "
                        + b
                        + " cannot be broadcast: aligned at their last axes, sizes are equal or one"
                        + " of them is 1; reshape or permute one"));
  }

  /** A table whose elements can be numbered by a float32, which counts up to 2^24. */
  static void numbered(String node, int count) {
    that(
        count <= 1 << 24,
        node,
        "the axis has "
            + count
            + " elements, but numbers are float32, which count to 16,777,216; divide the table");
  }

  /** A shape whose elements can be counted by an int. */
  static Shape shape(String node, String what, long... sizes) {
    // A double is exact up to 2^53 and never wraps around as a long product could.
    double elements = Arrays.stream(sizes).asDoubleStream().reduce(1, (a, b) -> a * b);
    that(
        elements <= Integer.MAX_VALUE,
        node,
        what
            + " would be "
            + Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining("×"))
            + ", more than 2^31-1 elements; make the layer or its input smaller");
    return Shape.of(Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray());
  }

  /** Checks what is wrong with a window whatever its input. */
  static void window(String node, WindowAxis vertical, WindowAxis horizontal) {
    positive(node, "kernel height", vertical.kernel());
    positive(node, "kernel width", horizontal.kernel());
    positive(node, "vertical stride", vertical.stride());
    positive(node, "horizontal stride", horizontal.stride());
    positive(node, "vertical dilation", vertical.dilation());
    positive(node, "horizontal dilation", horizontal.dilation());
    that(
        vertical.padBefore() >= 0
            && vertical.padAfter() >= 0
            && horizontal.padBefore() >= 0
            && horizontal.padAfter() >= 0,
        node,
        "padding is "
            + vertical.padBefore()
            + " above, "
            + vertical.padAfter()
            + " below, "
            + horizontal.padBefore()
            + " left, "
            + horizontal.padAfter()
            + " right, expected no side below 0; crop the input instead");
  }

  /** Checks that a window, with its dilation, fits into padded maps of a size that can be. */
  static void fits(String node, WindowAxis vertical, WindowAxis horizontal, Shape maps) {
    fits(node, "height", vertical, maps.height());
    fits(node, "width", horizontal, maps.width());
    shape(
        node,
        "the padded input",
        maps.channels(),
        vertical.padded(maps.height()),
        horizontal.padded(maps.width()));
  }

  private static void fits(String node, String side, WindowAxis axis, int size) {
    that(
        axis.span() <= axis.padded(size),
        node,
        kernel(side, axis)
            + " is larger than the padded input: "
            + size
            + " + "
            + axis.padBefore()
            + " + "
            + axis.padAfter()
            + " = "
            + axis.padded(size)
            + "; use a smaller kernel, more padding or a larger input");
  }

  /** A kernel for a message. */
  static String kernel(String side, WindowAxis axis) {
    String size = "kernel " + side + " " + axis.span();
    return axis.dilation() == 1
        ? size
        : size + " (" + axis.kernel() + " dilated by " + axis.dilation() + ")";
  }

  static void multipliers(String node, ParameterOptions options) {
    that(
        multiplier(options.weightRate())
            && multiplier(options.biasRate())
            && multiplier(options.weightDecay())
            && multiplier(options.biasDecay()),
        node,
        "multipliers of rate and decay must be finite and at least 0, found rates "
            + options.weightRate()
            + " and "
            + options.biasRate()
            + ", decays "
            + options.weightDecay()
            + " and "
            + options.biasDecay());
  }

  private static boolean multiplier(double value) {
    return value >= 0 && value < Double.POSITIVE_INFINITY;
  }

  static void epsilon(String node, double epsilon) {
    that(
        epsilon > 0 && epsilon < Double.POSITIVE_INFINITY,
        node,
        "epsilon is " + epsilon + ", expected a small positive number such as 1e-5");
  }
}
