package dev.alexandrite.testkit.golden;

import dev.alexandrite.model.Shape;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.SoftmaxOp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
    GoldenGraph graph =
        new GoldenGraph(labels.length)
            .step(new LossOp.SoftmaxCrossEntropy(classes, 0, weights))
            .input("logits", rows(onnx.floats(node.input(0))))
            .input("labels", labels);
    float[] expected = onnx.expected(node.output());
    switch (node.attributes().text("reduction", "mean")) {
      case "none" -> graph.expect("losses", expected);
      case "sum" -> graph.expect("losses", expected, losses -> GoldenGraph.sum(losses, 1));
      default -> {
        double total = weightOfAll(weights);
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

  /** A label to be ignored is a class of no weight, if it is a class at all. */
  private List<Float> weights(int classes) throws OutOfScope {
    for (float label : labels) {
      OutOfScope.unless(
          label >= 0 && label < classes, "labels that are no class, here refused, there ignored");
    }
    List<Float> weights = new ArrayList<>(Collections.nCopies(classes, 1f));
    if (node.hasInput(2)) {
      float[] given = onnx.floats(node.input(2));
      for (int c = 0; c < classes; c++) {
        weights.set(c, given[c]);
      }
    }
    int ignored = node.attributes().whole("ignore_index", -1);
    if (ignored >= 0 && ignored < classes) {
      weights.set(ignored, 0f);
    }
    return weights;
  }

  private double weightOfAll(List<Float> weights) {
    double sum = 0;
    for (float label : labels) {
      sum += weights.get((int) label);
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
