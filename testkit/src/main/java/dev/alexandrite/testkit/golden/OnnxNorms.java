package dev.alexandrite.testkit.golden;

import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** ONNX's normalisations: that of layers by its operator, others composed. */
final class OnnxNorms {
  private OnnxNorms() {}

  /** Also writes mean and inverse deviation, where they are asked for. */
  static List<OnnxTensor> layer(OnnxCall call) throws OutOfScope {
    OnnxComposer c = call.composer();
    OnnxTensor x = call.x();
    int axis = x.axis(call.attributes().whole("axis", -1));
    int width = x.product(axis, x.rank());
    float epsilon = (float) call.attributes().number("epsilon", 1e-5);
    OnnxTensor scale = c.constant(Shape.of(width), call.floats(1));
    OnnxTensor shift = c.constant(Shape.of(width), call.has(2) ? call.floats(2) : new float[width]);
    return c.run(new LayerNormOp.Forward(x.shape(), width, epsilon), List.of(x, scale, shift));
  }

  static OnnxTensor rootMeanSquare(OnnxCall call) throws OutOfScope {
    OnnxComposer c = call.composer();
    OnnxTensor x = call.x();
    int axis = x.axis(call.attributes().whole("axis", -1));
    double epsilon = call.attributes().number("epsilon", 1e-5);
    List<Integer> axes = x.axes().subList(axis, x.rank());
    OnnxTensor mean = c.reduce(Reduction.MEAN, c.power(x, 2), axes, true);
    return c.multiply(c.divide(x, c.sqrt(c.shift(mean, epsilon))), call.x(1));
  }

  static OnnxTensor instance(OnnxCall call) throws OutOfScope {
    OnnxComposer c = call.composer();
    OnnxTensor x = call.x();
    Shape perChannel = perChannel(x, x.size(1));
    return c.add(
        c.multiply(
            normalised(call, x, x.axes().subList(2, x.rank())), c.reshape(call.x(1), perChannel)),
        c.reshape(call.x(2), perChannel));
  }

  private static Shape perChannel(OnnxTensor x, int channels) {
    int[] sizes = new int[x.rank()];
    Arrays.fill(sizes, 1);
    sizes[1] = channels;
    return Shape.of(sizes);
  }

  /** Scale and shift belong to channels, before operator set 21 to groups. */
  static OnnxTensor group(OnnxCall call) throws OutOfScope {
    OnnxComposer c = call.composer();
    OnnxTensor x = call.x();
    int groups = call.attributes().whole("num_groups", 1);
    Shape grouped = Shape.of(x.size(0), groups, x.product(1, x.rank()) / groups);
    OnnxTensor normal = normalised(call, c.reshape(x, grouped), List.of(2));
    if (call.opset() < 21) {
      Shape perGroup = Shape.of(1, groups, 1);
      OnnxTensor scaled = c.multiply(normal, c.reshape(call.x(1), perGroup));
      return c.reshape(c.add(scaled, c.reshape(call.x(2), perGroup)), x.shape());
    }
    Shape perChannel = perChannel(x, x.size(1));
    return c.add(
        c.multiply(c.reshape(normal, x.shape()), c.reshape(call.x(1), perChannel)),
        c.reshape(call.x(2), perChannel));
  }

  private static OnnxTensor normalised(OnnxCall call, OnnxTensor x, List<Integer> axes) {
    OnnxComposer c = call.composer();
    double epsilon = call.attributes().number("epsilon", 1e-5);
    OnnxTensor centred = c.subtract(x, c.reduce(Reduction.MEAN, x, axes, true));
    OnnxTensor variance = c.reduce(Reduction.MEAN, c.power(centred, 2), axes, true);
    return c.divide(centred, c.sqrt(c.shift(variance, epsilon)));
  }

  /** What has no length stays as it is. */
  static OnnxTensor power(OnnxCall call) throws OutOfScope {
    OnnxComposer c = call.composer();
    OnnxTensor x = call.x();
    List<Integer> axis = List.of(x.axis(call.attributes().whole("axis", -1)));
    OnnxTensor length =
        call.attributes().whole("p", 2) == 1
            ? c.reduce(Reduction.SUM, c.abs(x), axis, true)
            : c.sqrt(c.reduce(Reduction.SUM, c.power(x, 2), axis, true));
    OnnxTensor none = c.binary(BinaryFunction.EQUAL, length, c.number(0));
    return c.divide(x, c.add(length, none));
  }

  static OnnxTensor meanVariance(OnnxCall call) throws OutOfScope {
    OnnxComposer c = call.composer();
    OnnxTensor x = call.x();
    List<Integer> axes =
        Arrays.stream(call.attributes().wholes("axes", 0, 2, 3)).map(x::axis).boxed().toList();
    OnnxTensor mean = c.reduce(Reduction.MEAN, x, axes, true);
    OnnxTensor centred = c.subtract(x, mean);
    OnnxTensor variance = c.reduce(Reduction.MEAN, c.power(centred, 2), axes, true);
    return c.divide(centred, c.shift(c.sqrt(variance), 1e-9));
  }
}
