package dev.alexandrite.testkit.golden;

import dev.alexandrite.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * {@code Resize}, one axis after the other: the nearest element by picking, others as a product
 * with the matrix of the interpolation's weights.
 */
final class OnnxResize {
  private final OnnxCall call;
  private final Attributes attributes;
  private final OnnxComposer c;
  private final OnnxTensor x;
  private final int[] axes;
  private final String mode;
  private final String coordinates;

  private OnnxResize(OnnxCall call) throws OutOfScope {
    this.call = call;
    attributes = call.attributes();
    c = call.composer();
    x = call.x();
    axes =
        Arrays.stream(attributes.wholes("axes", IntStream.range(0, x.rank()).toArray()))
            .map(x::axis)
            .toArray();
    mode = attributes.text("mode", "nearest");
    coordinates =
        attributes.text(
            "coordinate_transformation_mode", call.opset() >= 11 ? "half_pixel" : "asymmetric");
  }

  static OnnxTensor resize(OnnxCall call) throws OutOfScope {
    return new OnnxResize(call).resize();
  }

  private OnnxTensor resize() throws OutOfScope {
    List<Axis> resized = axes();
    OnnxTensor result = resize(x, resized);
    double outside = attributes.number("extrapolation_value", 0);
    if (!coordinates.equals("tf_crop_and_resize") || outside == 0) {
      return result;
    }
    // What lies outside has weights of 0: there even ones become 0.
    float[] ones = new float[x.shape().elements()];
    Arrays.fill(ones, 1);
    OnnxTensor inside = resize(c.constant(x.shape(), ones), resized);
    return c.add(result, c.scale(c.shift(c.scale(inside, -1), 1), outside));
  }

  private OnnxTensor resize(OnnxTensor from, List<Axis> resized) throws OutOfScope {
    OnnxTensor result = from;
    for (Axis axis : resized) {
      if (!axis.isIdentity() || coordinates.equals("tf_crop_and_resize")) {
        result = resize(result, axis);
      }
    }
    return resized.stream().allMatch(Axis::isIdentity) && result.equals(from)
        ? c.reshape(from, from.shape())
        : result;
  }

  private OnnxTensor resize(OnnxTensor from, Axis axis) throws OutOfScope {
    double[][] weights = new double[axis.out][];
    for (int i = 0; i < axis.out; i++) {
      weights[i] = weights(axis, axis.place(coordinates, i));
    }
    if (mode.equals("nearest") && !coordinates.equals("tf_crop_and_resize")) {
      int[] picks =
          Arrays.stream(weights)
              .mapToInt(row -> IntStream.range(0, row.length).filter(i -> row[i] == 1).sum())
              .toArray();
      return c.gather(from, picks, axis.index);
    }
    float[] matrix = new float[axis.in * axis.out];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) weights[i % axis.out][i / axis.out];
    }
    return OnnxProducts.alongAxis(c, from, axis.index, Shape.of(axis.in, axis.out), matrix);
  }

  /** What each element of the input counts at a place between them. */
  private double[] weights(Axis axis, double place) throws OutOfScope {
    double[] weights = new double[axis.in];
    if (coordinates.equals("tf_crop_and_resize") && (place < 0 || place > axis.in - 1)) {
      return weights;
    }
    int left = (int) Math.ceil(place) - 1;
    double ratio = place - left;
    boolean smooths = attributes.flag("antialias", false) && axis.scale < 1;
    double narrow = smooths ? axis.scale : 1;
    int first = (int) Math.floor(-support() / narrow) + 1;
    DoubleUnaryOperator kernel = kernel(ratio);
    double sum = 0;
    for (int i = first; i < 2 - first; i++) {
      boolean outside = left + i < 0 || left + i >= axis.in;
      if (!outside || !attributes.flag("exclude_outside", false)) {
        double weight = kernel.applyAsDouble(narrow * (i - ratio));
        weights[Math.clamp(left + i, 0, axis.in - 1)] += weight;
        sum += weight;
      }
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private int support() {
    return mode.equals("cubic") ? 2 : 1;
  }

  /** The weight of an element by its distance from the place. */
  private DoubleUnaryOperator kernel(double ratio) throws OutOfScope {
    return switch (mode) {
      case "linear" -> distance -> Math.max(1 - Math.abs(distance), 0);
      case "cubic" -> {
        double a = attributes.number("cubic_coeff_a", -0.75);
        yield distance -> cubic(a, Math.abs(distance));
      }
      case "nearest" -> {
        boolean right = takesRight(ratio);
        yield distance -> distance > -ratio == right ? 1 : 0;
      }
      default -> throw new OutOfScope("resizing by " + mode);
    };
  }

  /** Keys, "Cubic convolution interpolation for digital image processing" (1981). */
  private static double cubic(double a, double distance) {
    if (distance <= 1) {
      return ((a + 2) * distance - (a + 3)) * distance * distance + 1;
    }
    return distance < 2 ? ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a : 0;
  }

  private boolean takesRight(double ratio) throws OutOfScope {
    return switch (attributes.text("nearest_mode", "round_prefer_floor")) {
      case "round_prefer_floor" -> ratio > 0.5;
      case "round_prefer_ceil" -> ratio >= 0.5;
      case "floor" -> ratio == 1;
      case "ceil" -> true;
      default -> throw new OutOfScope("another rounding of places");
    };
  }

  private List<Axis> axes() throws OutOfScope {
    boolean bySize = call.has(3);
    float[] given = call.floats(bySize ? 3 : call.opset() >= 11 ? 2 : 1);
    double[] scales = new double[axes.length];
    int[] sizes = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      int in = x.size(axes[i]);
      scales[i] = bySize ? (double) given[i] / in : given[i];
      sizes[i] = bySize ? (int) given[i] : (int) Math.floor(in * (double) given[i]);
    }
    String policy = attributes.text("keep_aspect_ratio_policy", "stretch");
    if (bySize && !policy.equals("stretch")) {
      var all = Arrays.stream(scales);
      double scale = (policy.equals("not_larger") ? all.min() : all.max()).orElseThrow();
      Arrays.fill(scales, scale);
      Arrays.setAll(sizes, i -> (int) Math.floor(scale * x.size(axes[i]) + 0.5));
    }
    float[] region = new float[2 * axes.length];
    if (coordinates.equals("tf_crop_and_resize")) {
      region = call.floats(1);
    }
    float[] roi = region;
    return IntStream.range(0, axes.length)
        .mapToObj(
            i ->
                new Axis(
                    axes[i], x.size(axes[i]), sizes[i], scales[i], roi[i], roi[axes.length + i]))
        .toList();
  }

  /**
   * One axis.
   *
   * @param index which
   * @param in its size
   * @param out the new size
   * @param scale the factor, of which the new size may be rounded
   * @param from where a region of interest begins, as a part of the axis
   * @param to where it ends
   */
  private record Axis(int index, int in, int out, double scale, double from, double to) {
    boolean isIdentity() {
      return in == out && scale == 1;
    }

    /** Where an element of the output lies between those of the input. */
    double place(String coordinates, int i) throws OutOfScope {
      double exact = scale * in;
      return switch (coordinates) {
        case "half_pixel" -> (i + 0.5) / scale - 0.5;
        case "pytorch_half_pixel" -> exact > 1 ? (i + 0.5) / scale - 0.5 : 0;
        case "half_pixel_symmetric" -> in / 2.0 * (1 - out / exact) + (i + 0.5) / scale - 0.5;
        case "align_corners" -> exact == 1 ? 0 : i * (in - 1) / (exact - 1);
        case "asymmetric" -> i / scale;
        case "tf_crop_and_resize" ->
            from * (in - 1)
                + (out > 1 ? i * (to - from) * (in - 1) / (out - 1) : (to - from) * (in - 1) / 2);
        default -> throw new OutOfScope("places by " + coordinates);
      };
    }
  }
}
