package dev.alexandrite.interop.onnx;

import dev.alexandrite.tensor.WindowAxis;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The windows of a convolution or pooling over maps of one or two axes; one axis is taken as a map
 * of height 1.
 *
 * @param vertical the window along the height
 * @param horizontal the window along the width
 */
record Windows(WindowAxis vertical, WindowAxis horizontal) {
  /**
   * The windows of a node.
   *
   * @param map sizes of an example, the channels first
   * @param kernel the kernel's sizes, as many as the map has axes
   */
  static Windows of(NodeCall call, List<Integer> map, List<Integer> kernel) {
    int axes = map.size() - 1;
    Refusal.unless(
        axes == 1 || axes == 2,
        call.op()
            + " over maps of "
            + axes
            + " axes, "
            + Sizes.text(map)
            + "; those of one or two are supported");
    Refusal.unless(
        kernel.size() == axes, "a kernel of " + kernel.size() + " sizes over " + axes + " axes");
    WindowAxis last = axis(call, axes, axes - 1, map.get(axes), kernel.get(axes - 1));
    return new Windows(
        axes == 2 ? axis(call, axes, 0, map.get(1), kernel.get(0)) : WindowAxis.of(1), last);
  }

  /** The window along one axis of so many. */
  static WindowAxis axis(NodeCall call, int axes, int axis, int size, int kernel) {
    int stride = entry(call, "strides", axes, axis, 1);
    int dilation = entry(call, "dilations", axes, axis, 1);
    Refusal.unless(
        kernel > 0 && stride > 0 && dilation > 0,
        "a kernel of " + kernel + ", stride " + stride + " and dilation " + dilation);
    WindowAxis window = WindowAxis.of(kernel).stride(stride).dilation(dilation);
    String auto = call.attributes().text("auto_pad", "NOTSET");
    return switch (auto) {
      case "NOTSET", "" ->
          window.pad(
              entry(call, "pads", 2 * axes, axis, 0),
              entry(call, "pads", 2 * axes, axes + axis, 0));
      case "VALID" -> window;
      case "SAME_UPPER", "SAME_LOWER" -> same(window, size, auto.equals("SAME_UPPER"));
      default -> throw new Refusal("attribute 'auto_pad' has a value that nobody knows");
    };
  }

  /** The padding that makes the output ⌈size / stride⌉ long. */
  private static WindowAxis same(WindowAxis window, int size, boolean upper) {
    long needed =
        (Math.ceilDiv(size, window.stride()) - 1L) * window.stride() + window.span() - size;
    int both = Math.toIntExact(Math.max(needed, 0));
    int half = both / 2;
    return upper ? window.pad(half, both - half) : window.pad(both - half, half);
  }

  static int entry(NodeCall call, String name, int count, int index, int fallback) {
    List<Integer> values = call.attributes().wholes(name);
    Refusal.unless(
        values.isEmpty() || values.size() == count,
        "attribute '" + name + "' has " + values.size() + " entries, expected " + count);
    return values.isEmpty() ? fallback : values.get(index);
  }

  /** The attribute kernel_shape, or what the weights say. */
  static List<Integer> kernel(NodeCall call, List<Integer> fallback) {
    List<Integer> given = call.attributes().wholes("kernel_shape");
    Refusal.unless(
        given.isEmpty() || fallback.isEmpty() || given.equals(fallback),
        "kernel_shape " + given + " beside weights of " + Sizes.text(fallback));
    return given.isEmpty() ? fallback : given;
  }

  /** A map of one axis as one of two. */
  static List<Integer> flat(List<Integer> map) {
    return map.size() == 2 ? List.of(map.get(0), 1, map.get(1)) : map;
  }

  /** A map of two axes as one of one, where the input was such. */
  static List<Integer> back(List<Integer> input, List<Integer> output) {
    return IntStream.range(0, output.size())
        .filter(axis -> input.size() == 3 || axis != 1)
        .mapToObj(output::get)
        .toList();
  }
}
