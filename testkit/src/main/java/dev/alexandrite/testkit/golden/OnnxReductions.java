package dev.alexandrite.testkit.golden;

import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** ONNX's reductions, and softmax with its kin. */
final class OnnxReductions {
  private OnnxReductions() {}

  static OnnxTensor reduce(OnnxCall call) throws OutOfScope {
    OnnxComposer c = call.composer();
    OnnxTensor x = call.x();
    List<Integer> axes = axes(call, x);
    boolean keep = call.attributes().flag("keepdims", true);
    return switch (call.op()) {
      case "ReduceSum" -> sum(c, x, axes, keep);
      case "ReduceMean" -> c.reduce(Reduction.MEAN, x, axes, keep);
      case "ReduceMax" -> c.reduce(Reduction.MAX, x, axes, keep);
      case "ReduceMin" -> c.reduce(Reduction.MIN, x, axes, keep);
      case "ReduceL1" -> sum(c, c.abs(x), axes, keep);
      case "ReduceL2" -> c.sqrt(sum(c, c.power(x, 2), axes, keep));
      case "ReduceSumSquare" -> sum(c, c.power(x, 2), axes, keep);
      case "ReduceLogSum" -> c.log(sum(c, x, axes, keep));
      case "ReduceLogSumExp" -> {
        // The largest is taken out, so that nothing overflows.
        OnnxTensor largest = c.reduce(Reduction.MAX, x, axes, true);
        OnnxTensor sum = c.log(sum(c, c.exp(c.subtract(x, largest)), axes, true));
        OnnxTensor result = c.add(sum, largest);
        yield keep ? result : c.reduce(Reduction.MAX, result, axes, false);
      }
      case "ReduceProd" -> product(c, x, axes, keep);
      default -> throw new OutOfScope("no operator " + call.op());
    };
  }

  /** None given are all, unless a node says that none are none. */
  private static List<Integer> axes(OnnxCall call, OnnxTensor x) throws OutOfScope {
    int[] given = call.wholes("axes", 1).orElse(new int[0]);
    boolean none = call.attributes().flag("noop_with_empty_axes", false);
    return given.length == 0 && !none
        ? x.axes()
        : Arrays.stream(given).map(x::axis).sorted().boxed().toList();
  }

  private static OnnxTensor sum(OnnxComposer c, OnnxTensor x, List<Integer> axes, boolean keep) {
    return c.reduce(Reduction.SUM, x, axes, keep);
  }

  /** No operator reduces by a product: one factor after the other. */
  private static OnnxTensor product(
      OnnxComposer c, OnnxTensor x, List<Integer> axes, boolean keep) {
    OnnxTensor product = x;
    for (int axis : axes) {
      OnnxTensor all = product;
      product = c.slice(all, axis, 0, 1);
      for (int factor = 1; factor < x.size(axis); factor++) {
        product = c.multiply(product, c.slice(all, axis, factor, 1));
      }
    }
    return keep ? product : c.reduce(Reduction.SUM, product, axes, false);
  }

  /** Before operator set 13 the axes from the given one on are taken as one. */
  static OnnxTensor softmax(OnnxCall call, boolean log) throws OutOfScope {
    OnnxComposer c = call.composer();
    OnnxTensor x = call.x();
    if (call.opset() >= 13) {
      return c.softmax(x, x.axis(call.attributes().whole("axis", -1)), log);
    }
    int axis = x.axis(call.attributes().whole("axis", 1));
    Shape matrix = Shape.of(x.product(0, axis), x.product(axis, x.rank()));
    return c.reshape(c.softmax(c.reshape(x, matrix), 1, log), x.shape());
  }

  /** 1 at the first of the largest numbers of an axis, 0 elsewhere. */
  static OnnxTensor hardmax(OnnxCall call) throws OutOfScope {
    OutOfScope.unless(call.opset() >= 13, "several axes taken as one");
    OnnxComposer c = call.composer();
    OnnxTensor x = call.x();
    int axis = x.axis(call.attributes().whole("axis", -1));
    OnnxTensor places = c.counting(x.rank(), axis, x.size(axis));
    OnnxTensor largest = c.reduce(Reduction.MAX, x, List.of(axis), true);
    OnnxTensor isLargest = c.binary(BinaryFunction.EQUAL, x, largest);
    OnnxTensor candidates = c.select(isLargest, places, c.number(x.size(axis)));
    OnnxTensor first = c.reduce(Reduction.MIN, candidates, List.of(axis), true);
    return c.binary(BinaryFunction.EQUAL, candidates, first);
  }
}
