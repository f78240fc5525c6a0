package dev.alexandrite.testkit.golden;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** ONNX operators over tensors of any rank: the axes before the one that matters become rows. */
final class OnnxVectors {
  private final OnnxCase onnx;
  private final OnnxNode node;
  private final Shape x;

  OnnxVectors(OnnxCase onnx, OnnxNode node) throws OutOfScope {
    this.onnx = onnx;
    this.node = node;
    x = onnx.shape(node.input(0));
  }

  GoldenGraph activation(Activation activation) throws OutOfScope {
    return graph(1, new ActivationOp.Forward(x, activation));
  }

  GoldenGraph gelu() throws OutOfScope {
    OutOfScope.unless(
        node.attributes().text("approximate", "none").equals("none"), "the tanh approximation");
    return activation(Activation.GELU);
  }

  GoldenGraph swish() throws OutOfScope {
    OutOfScope.unless(node.attributes().number("alpha", 1) == 1, "an alpha other than 1");
    return activation(Activation.SILU);
  }

  GoldenGraph softmax() throws OutOfScope {
    Groups groups = groups();
    Shape shape =
        groups.positions == 1
            ? Shape.of(groups.classes)
            : Shape.image(groups.classes, 1, groups.positions);
    return graph(groups.rows, new SoftmaxOp.Forward(shape));
  }

  /**
   * No operator writes logarithms of a softmax, but the loss is one, negated: each value is the
   * loss of a row of its own whose label is the value's class.
   */
  GoldenGraph logSoftmax() throws OutOfScope {
    Groups groups = groups();
    float[] values = onnx.floats(node.input(0));
    float[] logits = new float[values.length * groups.classes];
    float[] labels = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int label = i / groups.positions % groups.classes;
      int first = i - label * groups.positions;
      labels[i] = label;
      for (int c = 0; c < groups.classes; c++) {
        logits[i * groups.classes + c] = values[first + c * groups.positions];
      }
    }
    return new GoldenGraph(values.length)
        .step(new LossOp.SoftmaxCrossEntropy(groups.classes, 0, List.of()))
        .input("logits", logits)
        .input("labels", labels)
        .expect("losses", onnx.expected(node.output()), OnnxVectors::negated);
  }

  private static float[] negated(float[] values) {
    float[] negated = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      negated[i] = -values[i];
    }
    return negated;
  }

  /** How a softmax sees its input, {@code [rows, classes, positions]}. */
  private record Groups(int rows, int classes, int positions) {}

  /** Before operator set 13 the axes from the given one on were taken as one. */
  private Groups groups() {
    boolean flattens = onnx.opset() < 13;
    int axis = axis(flattens ? 1 : -1);
    return flattens
        ? new Groups(product(0, axis), product(axis, x.rank()), 1)
        : new Groups(product(0, axis), x.get(axis), product(axis + 1, x.rank()));
  }

  GoldenGraph concat() throws OutOfScope {
    int axis = axis(0);
    List<Shape> parts = new ArrayList<>();
    for (String input : node.inputs()) {
      List<Integer> sizes = onnx.shape(input).dimensions();
      parts.add(new Shape(sizes.subList(axis, sizes.size())));
    }
    GoldenGraph graph = new GoldenGraph(product(0, axis)).step(ShapeOp.Concat.of(parts));
    for (int part = 0; part < parts.size(); part++) {
      graph.input("x" + part, onnx.floats(node.input(part)));
    }
    return graph.expect("y", onnx.expected(node.output()));
  }

  GoldenGraph layerNorm() throws OutOfScope {
    int axis = axis(-1);
    int width = product(axis, x.rank());
    float epsilon = (float) node.attributes().number("epsilon", 1e-5);
    GoldenGraph graph =
        graph(1, new LayerNormOp.Forward(x, width, epsilon))
            .input("scale", onnx.floats(node.input(1)))
            .input("shift", node.hasInput(2) ? onnx.floats(node.input(2)) : new float[width]);
    List<String> statistics = List.of("mean", "inverseDeviation");
    for (int i = 0; i < statistics.size(); i++) {
      if (node.hasOutput(i + 1)) {
        String output = node.outputs().get(i + 1);
        graph.expect(statistics.get(i), onnx.expected(output));
      }
    }
    return graph;
  }

  GoldenGraph flatten() throws OutOfScope {
    int axis = axis(1);
    Shape shape = Shape.of(product(axis, x.rank()));
    Shape example = axis == 0 ? x : new Shape(x.dimensions().subList(axis, x.rank()));
    return graph(product(0, axis), new ShapeOp.Reshape(example, shape));
  }

  GoldenGraph multiply() throws OutOfScope {
    OutOfScope.unless(x.equals(onnx.shape(node.input(1))), "broadcasting");
    return new GoldenGraph(1)
        .step(new ElementwiseOp.Binary(BinaryFunction.MULTIPLY, x))
        .input("a", onnx.floats(node.input(0)))
        .input("b", onnx.floats(node.input(1)))
        .expect("product", onnx.expected(node.output()));
  }

  GoldenGraph add() throws OutOfScope {
    int terms = node.inputs().size();
    GoldenGraph graph = new GoldenGraph(1).step(new ElementwiseOp.Add(x, terms, true));
    for (int term = 0; term < terms; term++) {
      OutOfScope.unless(x.equals(onnx.shape(node.input(term))), "broadcasting");
      graph.input("x" + term, onnx.floats(node.input(term)));
    }
    return graph.expect("sum", onnx.expected(node.output()));
  }

  private GoldenGraph graph(int rows, Op op) throws OutOfScope {
    return new GoldenGraph(rows)
        .step(op)
        .input("x", onnx.floats(node.input(0)))
        .expect("y", onnx.expected(node.output()));
  }

  /** The axis, counted from the front. */
  private int axis(int fallback) {
    int axis = node.attributes().whole("axis", fallback);
    return axis < 0 ? axis + x.rank() : axis;
  }

  private int product(int from, int to) {
    int product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= x.get(axis);
    }
    return product;
  }
}
