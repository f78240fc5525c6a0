package dev.alexandrite.testkit.golden;

import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code NegativeLogLikelihoodLoss}: of log-probabilities {@code [N, C, ...]} those of the labels
 * {@code [N, ...]} are picked by comparing the labels with the classes, negated and weighted.
 */
final class OnnxLikelihood {
  private OnnxLikelihood() {}

  static OnnxTensor loss(OnnxCall call) throws OutOfScope {
    OnnxComposer c = call.composer();
    OnnxTensor scores = call.x();
    OnnxTensor labels = call.indices(1, call.floats(1));
    List<Integer> sizes = new ArrayList<>(labels.shape().dimensions());
    sizes.add(1, 1);
    OnnxTensor classes = c.counting(scores.rank(), 1, scores.size(1));
    // Where a label is no class, as one that is ignored may be, nothing is chosen.
    OnnxTensor chosen =
        c.binary(BinaryFunction.EQUAL, c.reshape(labels, new Shape(sizes)), classes);
    OnnxTensor weighted = weighted(call, c, chosen, classes);
    OnnxTensor losses = c.scale(sum(c, c.multiply(scores, weighted), List.of(1)), -1);
    return switch (call.attributes().text("reduction", "mean")) {
      case "none" -> losses;
      case "sum" -> sum(c, losses, losses.axes());
      default -> c.divide(sum(c, losses, losses.axes()), sum(c, weighted, weighted.axes()));
    };
  }

  /** The weight of every label at its class, 0 elsewhere and where the label is ignored. */
  private static OnnxTensor weighted(
      OnnxCall call, OnnxComposer c, OnnxTensor chosen, OnnxTensor classes) throws OutOfScope {
    OnnxTensor weighted = chosen;
    if (call.has(2)) {
      weighted = c.multiply(weighted, c.reshape(call.x(2), classes.shape()));
    }
    if (call.attributes().has("ignore_index")) {
      int ignored = call.attributes().whole("ignore_index", 0);
      float[] counts = new float[classes.shape().elements()];
      IntStream.range(0, counts.length).forEach(i -> counts[i] = i == ignored ? 0 : 1);
      weighted = c.multiply(weighted, c.constant(classes.shape(), counts));
    }
    return weighted;
  }

  private static OnnxTensor sum(OnnxComposer c, OnnxTensor x, List<Integer> axes) {
    return c.reduce(Reduction.SUM, x, axes, false);
  }
}
