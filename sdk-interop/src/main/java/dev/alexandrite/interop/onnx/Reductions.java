package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reductions, and softmax with its kin. */
final class Reductions {
  private Reductions() {}

  static Value reduce(NodeCall call) {
    Composer c = call.composer();
    Computed x = call.x();
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
        Computed largest = c.reduce(Reduction.MAX, x, axes, true);
        Computed rest = c.exp(c.binary(BinaryFunction.SUBTRACT, x, largest));
        Computed sum = c.log(sum(c, rest, axes, true));
        Computed result = c.binary(BinaryFunction.ADD, sum, largest);
        yield keep ? result : c.reshape(result, without(x, axes));
      }
      case "ReduceProd" -> {
        Computed product = product(c, x, axes);
        yield keep ? product : c.reshape(product, without(x, axes));
      }
      default -> throw new IllegalStateException("no reduction " + call.op());
    };
  }

  private static List<Integer> without(Computed x, List<Integer> axes) {
    return IntStream.range(0, x.shape().rank())
        .filter(axis -> !axes.contains(axis))
        .mapToObj(axis -> x.shape().get(axis))
        .toList();
  }

  /** None given are all, unless a node says that none are none. */
  private static List<Integer> axes(NodeCall call, Computed x) {
    List<Integer> given = call.wholes("axes", 1).orElse(List.of());
    if (given.isEmpty() && call.attributes().flag("noop_with_empty_axes", false)) {
      return List.of();
    }
    return call.inner(given.isEmpty() ? IntStream.range(0, x.rank()).boxed().toList() : given, x);
  }

  private static Computed sum(Composer c, Computed x, List<Integer> axes, boolean keep) {
    return c.reduce(Reduction.SUM, x, axes, keep);
  }

  /** No layer reduces by a product: one half times the other, again and again. */
  private static Computed product(Composer c, Computed x, List<Integer> axes) {
    Computed product = x;
    for (int axis : axes) {
      int size = product.shape().get(axis);
      while (size > 1) {
        int half = size / 2;
        Computed halves =
            c.binary(
                BinaryFunction.MULTIPLY,
                c.slice(product, axis, 0, half, 1),
                c.slice(product, axis, half, half, 1));
        product =
            size % 2 == 0
                ? halves
                : c.concat(List.of(halves, c.slice(product, axis, size - 1, 1, 1)), axis);
        size = product.shape().get(axis);
      }
    }
    return product;
  }

  /** Before operator set 13 the axes from the given one on are taken as one. */
  static Value softmax(NodeCall call) {
    Composer c = call.composer();
    Computed x = call.x();
    boolean log = call.op().equals("LogSoftmax");
    if (call.opset() >= 13) {
      return c.softmax(x, call.inner(call.attributes().whole("axis", -1), x), log);
    }
    int axis = call.inner(call.attributes().whole("axis", 1), x);
    int rank = x.shape().rank();
    int all = Sizes.count(x.sizes().subList(axis, rank));
    if (all == x.shape().get(axis) && rank > 0) {
      return c.softmax(x, axis, log);
    }
    List<Integer> joined = new ArrayList<>(x.sizes().subList(0, axis));
    joined.add(all);
    return c.reshape(c.softmax(c.reshape(x, joined), axis, log), x.sizes());
  }

  /** 1 at the first of the largest numbers of an axis, 0 elsewhere. */
  static Value hardmax(NodeCall call) {
    Refusal.unless(call.opset() >= 13, "several axes taken as one, as before operator set 13");
    Composer c = call.composer();
    Computed x = call.x();
    int axis = call.inner(call.attributes().whole("axis", -1), x);
    int size = x.shape().get(axis);
    Computed places = Picks.counting(call, x.shape().rank(), axis, size);
    Computed largest = c.reduce(Reduction.MAX, x, List.of(axis), true);
    Computed isLargest = c.binary(BinaryFunction.EQUAL, x, largest);
    Computed candidates = c.select(isLargest, places, c.constant(List.of(), size));
    Computed first = c.reduce(Reduction.MIN, candidates, List.of(axis), true);
    Computed hard = c.binary(BinaryFunction.EQUAL, candidates, first);
    return new Computed(x.perExample(), hard.shape(), hard.layer(), false);
  }
}
