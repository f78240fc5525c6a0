package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.interop.onnx.Value.Floats;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.tensor.WindowAxis;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ConvTranspose} as a convolution: zeros between the elements of the input for its stride,
 * around them for the kernel, and the kernel mirrored, with inputs and outputs exchanged.
 */
final class Transposed {
  private final NodeCall call;
  private final Composer c;
  private final Floats weights;
  private final List<Integer> kernel;
  private final int groups;

  private Transposed(NodeCall call) {
    this.call = call;
    this.c = call.composer();
    this.weights = call.floats(1, "the weights");
    int rank = weights.sizes().size();
    Refusal.unless(rank >= 3, "weights " + weights.text() + ", expected channels×filters×kernel");
    this.kernel = Windows.kernel(call, weights.sizes().subList(2, rank));
    this.groups = call.attributes().whole("group", 1);
  }

  static Value convolution(NodeCall call) {
    return new Transposed(call).layers();
  }

  private Value layers() {
    Computed x = Images.maps(call);
    List<Integer> map = x.sizes();
    int axes = map.size() - 1;
    Windows.of(call, map, kernel); // refuses what is wrong with the attributes
    int channels = map.getFirst();
    Refusal.unless(
        groups >= 1 && channels % groups == 0 && weights.sizes().getFirst() == channels,
        "weights " + weights.text() + " in " + groups + " groups for the input " + x.text());
    Computed padded = c.reshape(x, Windows.flat(map));
    for (int axis = 0; axis < axes; axis++) {
      padded = spread(padded, axis + 3 - axes, axis, axes);
    }
    int filters = Math.multiplyExact(weights.sizes().get(1), groups);
    Conv2d layer =
        Conv2d.of(filters, axes == 2 ? dense(0) : WindowAxis.of(1), dense(axes - 1)).groups(groups);
    List<FloatData> values = new ArrayList<>(List.of(mirrored(channels)));
    if (call.has(2)) {
      values.add(Images.vector(call, 2, "the biases", filters));
    } else {
      layer = layer.noBias();
    }
    Computed y = c.layer(layer, false, Images.wish(weights), values, padded);
    return Images.batched(call, c.reshape(y, Windows.back(map, y.sizes())));
  }

  private WindowAxis dense(int axis) {
    int axes = kernel.size();
    return WindowAxis.of(kernel.get(axis))
        .dilation(Windows.entry(call, "dilations", axes, axis, 1));
  }

  /** Zeros between the elements of an axis and around them; less than none cuts off. */
  private Computed spread(Computed x, int place, int axis, int axes) {
    int size = x.shape().get(place);
    int stride = Windows.entry(call, "strides", axes, axis, 1);
    Computed spread = stride == 1 ? x : apart(x, place, size, stride);
    long reach = dense(axis).span() - 1;
    long[] pads = pads(axis, axes, size, stride, reach);
    int before = Math.toIntExact(reach - pads[0]);
    int after =
        Math.toIntExact(
            Math.addExact(reach - pads[1], extra(axis, axes, size, stride, reach, pads)));
    int whole = spread.shape().get(place);
    int from = Math.max(0, -before);
    long kept = (long) whole - from - Math.max(0, -after);
    Refusal.unless(kept > 0, "pads cut off all of the output");
    return c.pad(
        c.slice(spread, place, from, (int) kept, 1),
        place,
        Math.max(0, before),
        Math.max(0, after),
        0);
  }

  private Computed apart(Computed x, int place, int size, int stride) {
    List<Integer> split = new ArrayList<>(x.sizes());
    split.add(place + 1, 1);
    Computed between = c.pad(c.reshape(x, split), place + 1, 0, stride - 1, 0);
    int all = Math.multiplyExact(size, stride);
    Computed joined = c.reshape(between, Sizes.with(x.sizes(), place, all));
    return c.slice(joined, place, 0, all - stride + 1, 1);
  }

  /** What the output loses at both ends. */
  private long[] pads(int axis, int axes, int size, int stride, long reach) {
    String auto = call.attributes().text("auto_pad", "NOTSET");
    List<Integer> shape = call.attributes().wholes("output_shape");
    if (auto.equals("VALID") || (auto.equals("NOTSET") && shape.isEmpty())) {
      return new long[] {
        auto.equals("VALID") ? 0 : Windows.entry(call, "pads", 2 * axes, axis, 0),
        auto.equals("VALID") ? 0 : Windows.entry(call, "pads", 2 * axes, axes + axis, 0)
      };
    }
    long wanted = shape.isEmpty() ? (long) size * stride : shape.get(shape.size() - axes + axis);
    long extra = Windows.entry(call, "output_padding", axes, axis, 0);
    long both = Math.max(0, stride * (size - 1L) + extra + reach + 1 - wanted);
    long half = both / 2;
    return auto.equals("SAME_UPPER")
        ? new long[] {half, both - half}
        : new long[] {both - half, half};
  }

  /** What is added at the end, beyond what the kernel reaches. */
  private int extra(int axis, int axes, int size, int stride, long reach, long[] pads) {
    int extra = Windows.entry(call, "output_padding", axes, axis, 0);
    List<Integer> shape = call.attributes().wholes("output_shape");
    if (shape.isEmpty()) {
      return extra;
    }
    Refusal.unless(shape.size() >= axes, "output_shape has " + shape.size() + " entries");
    long natural = stride * (size - 1L) + reach + 1 - pads[0] - pads[1];
    return Math.toIntExact(shape.get(shape.size() - axes + axis) - natural);
  }

  /** Weights {@code [C, F / groups, kernel]} as those of a convolution. */
  private FloatData mirrored(int channels) {
    int each = channels / groups;
    int filters = weights.sizes().get(1);
    List<Integer> grouped = new ArrayList<>(List.of(groups, each, filters));
    grouped.addAll(kernel);
    List<Integer> order = new ArrayList<>(List.of(0, 2, 1));
    for (int axis = 3; axis < grouped.size(); axis++) {
      order.add(axis);
    }
    Strides strides = Strides.permuted(grouped, order);
    for (int axis = 3; axis < grouped.size(); axis++) {
      strides = strides.mirrored(axis);
    }
    return new FloatData.View(weights.data(), strides, 1);
  }
}
