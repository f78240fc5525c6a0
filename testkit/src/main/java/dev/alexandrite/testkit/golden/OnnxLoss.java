package dev.alexandrite.testkit.golden;

import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** {@code SoftmaxCrossEntropyLoss}: scores {@code [N, C]} or, a row each, {@code [N, C, …]}. */
final class OnnxLoss {
  private final OnnxCase onnx;
  private final OnnxNode node;
  private final Shape scores;
  private final float[] labels;

  OnnxLoss(OnnxCase onnx, OnnxNode node) throws OutOfScope {
    this.onnx = onnx;
    this.node = node;
    scores = onnx.shape(node.input(0));
    labels = onnx.floats(node.input(1));
  }

  GoldenGraph graph() throws OutOfScope {
    int classes = scores.get(1);
    List<Float> weights = weights(classes);
    var op = new LossOp.SoftmaxCrossEntropy(classes, 0, weights, ignoredLabel());
    GoldenGraph graph =
        new GoldenGraph(labels.length)
            .step(op)
            .input("logits", rows(onnx.floats(node.input(0))))
            .input("labels", labels);
    float[] expected = onnx.expected(node.output());
    switch (node.attributes().text("reduction", "mean")) {
      case "none" -> graph.expect("losses", expected);
      case "sum" -> graph.expect("losses", expected, losses -> GoldenGraph.sum(losses, 1));
      default -> {
        double total = weightOfAll(op);
        graph.expect("losses", expected, losses -> GoldenGraph.sum(losses, total));
      }
    }
    if (node.hasOutput(1)) {
      graph
          .step(new SoftmaxOp.Forward(Shape.of(classes)), List.of("logits"), List.of("softmax"))
          .expect("softmax", rows(onnx.expected(node.outputs().get(1))), OnnxLoss::logarithms);
    }
    return graph;
  }

  private OptionalInt ignoredLabel() {
    return node.attributes().has("ignore_index")
        ? OptionalInt.of(node.attributes().whole("ignore_index", 0))
        : OptionalInt.empty();
  }

  private List<Float> weights(int classes) throws OutOfScope {
    List<Float> weights = new ArrayList<>();
    float[] given = node.hasInput(2) ? onnx.floats(node.input(2)) : new float[0];
    for (int c = 0; c < classes; c++) {
      weights.add(given.length == 0 ? 1f : given[c]);
    }
    return weights;
  }

  private double weightOfAll(LossOp.SoftmaxCrossEntropy op) {
    double sum = 0;
    for (float label : labels) {
      sum += op.ignores(label) ? 0 : op.classWeights().get((int) label);
    }
    return sum;
  }

  /** {@code [N, C, P]} as {@code [N·P, C]}. */
  private float[] rows(float[] values) {
    int classes = scores.get(1);
    int positions = labels.length / scores.get(0);
    float[] rows = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int n = i / (classes * positions);
      int c = i / positions % classes;
      rows[(n * positions + i % positions) * classes + c] = values[i];
    }
    return rows;
  }

  private static float[] logarithms(float[] values) {
    float[] logarithms = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      logarithms[i] = (float) StrictMath.log(values[i]);
    }
    return logarithms;
  }
}
