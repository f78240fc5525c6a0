package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.interop.onnx.Value.Floats;
import dev.alexandrite.tensor.BinaryFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code Resize} and {@code Upsample}, one axis after the other: the nearest element by picking,
 * others as a product with the matrix of the interpolation's weights.
 */
final class Resizing {
  private final NodeCall call;
  private final Attributes attributes;
  private final Composer c;
  private final Computed x;
  private final String mode;
  private final String coordinates;

  private Resizing(NodeCall call) {
    this.call = call;
    attributes = call.attributes();
    c = call.composer();
    x = call.x();
    String given = attributes.text("mode", "nearest");
    mode = given.equals("bilinear") ? "linear" : given;
    coordinates =
        attributes.text(
            "coordinate_transformation_mode", call.opset() >= 11 ? "half_pixel" : "asymmetric");
  }

  static Value resize(NodeCall call) {
    return new Resizing(call).resize();
  }

  private Value resize() {
    Refusal.unless(
        List.of("nearest", "linear", "cubic").contains(mode), "attribute 'mode' is unknown");
    List<ResizedAxis> axes = axes();
    Computed result = resize(x, axes);
    double outside = attributes.real("extrapolation_value", 0);
    if (!coordinates.equals("tf_crop_and_resize") || outside == 0) {
      return result;
    }
    // What lies outside has weights of 0: there even ones become 0.
    Computed ones = c.shift(c.scale(x, 0), 1);
    Computed inside = resize(ones, axes);
    return c.binary(BinaryFunction.ADD, result, c.scale(c.shift(c.scale(inside, -1), 1), outside));
  }

  private Computed resize(Computed from, List<ResizedAxis> axes) {
    Computed result = from;
    for (ResizedAxis axis : axes) {
      if (!axis.isIdentity() || coordinates.equals("tf_crop_and_resize")) {
        result = resize(result, axis);
      }
    }
    return result;
  }

  private Computed resize(Computed from, ResizedAxis axis) {
    if (mode.equals("nearest") && !coordinates.equals("tf_crop_and_resize")) {
      call.budget().hold(axis.out());
      int[] picks = new int[axis.out()];
      Arrays.setAll(picks, i -> nearest(axis.place(coordinates, i), axis.in()));
      return c.gather(from, axis.index(), picks);
    }
    Refusal.unless(!mode.equals("nearest"), "the nearest element of a region of interest");
    call.budget().hold((long) axis.in() * axis.out());
    var kernel =
        new ResizeKernel(
            mode,
            attributes.real("cubic_coeff_a", -0.75f),
            attributes.flag("antialias", false),
            attributes.flag("exclude_outside", false));
    float[] matrix = kernel.matrix(axis, coordinates);
    return Picks.alongAxis(c, from, axis.index(), List.of(axis.in(), axis.out()), matrix);
  }

  private int nearest(double place, int size) {
    String rounding =
        attributes.text("nearest_mode", call.opset() >= 11 ? "round_prefer_floor" : "floor");
    double rounded =
        switch (rounding) {
          case "round_prefer_floor" -> Math.ceil(place - 0.5);
          case "round_prefer_ceil" -> Math.floor(place + 0.5);
          case "floor" -> Math.floor(place);
          case "ceil" -> Math.ceil(place);
          default -> throw new Refusal("attribute 'nearest_mode' is unknown");
        };
    return (int) Math.clamp(rounded, 0, size - 1);
  }

  private List<ResizedAxis> axes() {
    List<Integer> given = attributes.wholes("axes");
    List<Integer> axes = given.isEmpty() ? IntStream.range(0, x.rank()).boxed().toList() : given;
    double[] scales = new double[axes.size()];
    long[] sizes = new long[axes.size()];
    boolean bySize = call.has(3) && call.value(3).count() > 0;
    if (bySize) {
      sizes(axes, scales, sizes);
    } else {
      scales(axes, scales, sizes);
    }
    List<ResizedAxis> resized = new ArrayList<>();
    double[] region = region(axes.size());
    for (int i = 0; i < axes.size(); i++) {
      int axis = NodeCall.axis(axes.get(i), x.rank());
      if (axis == 0 && x.perExample()) {
        Refusal.unless(scales[i] == 1, "a resize of the batch axis");
      } else {
        int inner = call.inner(axis, x);
        Refusal.unless(
            scales[i] > 0 && sizes[i] > 0 && sizes[i] <= Integer.MAX_VALUE,
            "axis " + axis + " of " + x.text() + " resized by " + scales[i] + " to " + sizes[i]);
        resized.add(
            new ResizedAxis(
                inner,
                x.shape().get(inner),
                (int) sizes[i],
                scales[i],
                region[i],
                region[axes.size() + i]));
      }
    }
    return resized;
  }

  /** The axis's size; that of the batch counts as 1. */
  private int size(int axis) {
    int place = NodeCall.axis(axis, x.rank());
    return x.perExample() ? (place == 0 ? 1 : x.shape().get(place - 1)) : x.shape().get(place);
  }

  private void scales(List<Integer> axes, double[] scales, long[] sizes) {
    List<Float> given = attributes.reals("scales"); // operator set 7
    float[] factors = Pieces.array(given.size(), given::get);
    if (given.isEmpty()) {
      Floats floats =
          call.floats(call.op().equals("Resize") && call.opset() >= 11 ? 2 : 1, "scales");
      Refusal.unless(floats.count() == axes.size(), floats.count() + " scales for " + x.text());
      factors = floats.data().floats();
    }
    Refusal.unless(factors.length == axes.size(), factors.length + " scales for " + x.text());
    for (int i = 0; i < scales.length; i++) {
      scales[i] = factors[i];
      sizes[i] = (long) Math.floor(size(axes.get(i)) * scales[i]);
    }
  }

  private void sizes(List<Integer> axes, double[] scales, long[] sizes) {
    Integers given = call.integers(3, "the sizes");
    Refusal.unless(given.count() == axes.size(), given.count() + " sizes for " + x.text());
    boolean batch = x.perExample() && NodeCall.axis(axes.getFirst(), x.rank()) == 0;
    for (int i = 0; i < sizes.length; i++) {
      boolean isBatch = i == 0 && batch;
      boolean kept =
          (given.batches(i) == 1 && given.value(i) == 0)
              || (call.batch().isPresent() && given.value(i) == call.batch().getAsInt());
      Refusal.unless(isBatch ? kept : given.batches(i) == 0, "a size that depends on the batch");
      sizes[i] = isBatch ? 1 : given.value(i);
      scales[i] = (double) sizes[i] / size(axes.get(i));
    }
    String policy = attributes.text("keep_aspect_ratio_policy", "stretch");
    if (!policy.equals("stretch")) {
      var all = Arrays.stream(scales);
      double scale = (policy.equals("not_larger") ? all.min() : all.max()).orElse(1);
      Arrays.fill(scales, scale);
      Arrays.setAll(sizes, i -> (long) Math.floor(scale * size(axes.get(i)) + 0.5));
    }
  }

  private double[] region(int axes) {
    double[] region = new double[2 * axes];
    if (coordinates.equals("tf_crop_and_resize")) {
      Floats given = call.floats(1, "the region");
      Refusal.unless(given.count() == region.length, "a region of " + given.count() + " numbers");
      Arrays.setAll(region, i -> given.data().at(i));
    }
    return region;
  }
}
