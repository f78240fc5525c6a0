package dev.alexandrite.testkit.golden;

import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.List;

/**
 * {@code Y = alpha · A · B + beta · C} as a fully connected layer: B becomes its weights, C its
 * biases where it is the same for every row and nothing is scaled, and a second term elsewhere.
 */
final class OnnxGemm {
  private final OnnxCase onnx;
  private final GoldenGraph graph;

  OnnxGemm(OnnxCase onnx) throws OutOfScope {
    this.onnx = onnx;
    OnnxNode first = onnx.nodes().getFirst();
    Shape a = matrix(first.input(0));
    graph = new GoldenGraph(a.get(first.attributes().flag("transA", false) ? 1 : 0));
  }

  /** Adds every node of the case; a later one may take an earlier result as its C. */
  GoldenGraph graph() throws OutOfScope {
    for (OnnxNode node : onnx.nodes()) {
      add(node);
    }
    String output = onnx.nodes().getLast().output();
    return graph.expect(output, onnx.expected(output));
  }

  private void add(OnnxNode node) throws OutOfScope {
    OutOfScope.unless(List.of("Gemm", "MatMul").contains(node.op()), "mixed operators");
    Attributes attributes = node.attributes();
    Shape a = matrix(node.input(0));
    Shape b = matrix(node.input(1));
    boolean transA = attributes.flag("transA", false);
    boolean transB = attributes.flag("transB", false);
    int inputs = a.get(transA ? 0 : 1);
    int outputs = b.get(transB ? 0 : 1);
    float alpha = (float) attributes.number("alpha", 1);
    float beta = (float) attributes.number("beta", 1);
    boolean bias = node.hasInput(2) && alpha == 1 && beta == 1 && isRow(node.input(2), outputs);
    boolean second = node.hasInput(2) && !bias;

    String y = node.output();
    String x = y + ".a";
    String weights = y + ".b";
    String product = second ? y + ".product" : y;
    graph.input(x, transA ? transposed(node.input(0), a) : onnx.floats(node.input(0)));
    graph.input(weights, transB ? onnx.floats(node.input(1)) : transposed(node.input(1), b));
    if (bias) {
      graph.input(y + ".c", onnx.floats(node.input(2)));
    }
    graph.step(
        new LinearOp.Forward(1, inputs, outputs, bias, Activation.NONE),
        bias ? List.of(x, weights, y + ".c") : List.of(x, weights),
        List.of(product));
    Shape row = Shape.of(outputs);
    if (alpha != 1) {
      graph.step(
          new ElementwiseOp.Unary(new UnaryFunction.Scale(alpha), Operand.batched(row)),
          List.of(product),
          List.of(product));
    }
    if (second) {
      String c = scaled(node, row, beta);
      graph.step(new ElementwiseOp.Add(row, 2, true), List.of(product, c), List.of(y));
    }
  }

  /** The tensor {@code beta · C}, with a row an example. */
  private String scaled(OnnxNode node, Shape row, float beta) throws OutOfScope {
    String c = node.input(2);
    if (onnx.isGiven(c)) {
      float[] values = broadcast(c, row.elements());
      c = node.output() + ".c";
      graph.input(c, values);
    }
    if (beta == 1) {
      return c;
    }
    String scaled = node.output() + ".scaled";
    graph.step(
        new ElementwiseOp.Unary(new UnaryFunction.Scale(beta), Operand.batched(row)),
        List.of(c),
        List.of(scaled));
    return scaled;
  }

  private boolean isRow(String c, int outputs) throws OutOfScope {
    return onnx.isGiven(c)
        && onnx.shape(c).elements() == outputs
        && onnx.shape(c).get(onnx.shape(c).rank() - 1) == outputs;
  }

  private float[] broadcast(String c, int outputs) throws OutOfScope {
    float[] values = onnx.floats(c);
    Shape shape = onnx.shape(c);
    int columns = shape.rank() == 0 ? 1 : shape.get(shape.rank() - 1);
    int lines = shape.elements() / columns;
    float[] all = new float[graph.rows() * outputs];
    for (int i = 0; i < all.length; i++) {
      int line = lines == 1 ? 0 : i / outputs;
      int column = columns == 1 ? 0 : i % outputs;
      all[i] = values[line * columns + column];
    }
    return all;
  }

  private float[] transposed(String matrix, Shape shape) throws OutOfScope {
    float[] values = onnx.floats(matrix);
    float[] transposed = new float[values.length];
    int columns = shape.get(1);
    for (int i = 0; i < values.length; i++) {
      transposed[i % columns * shape.get(0) + i / columns] = values[i];
    }
    return transposed;
  }

  private Shape matrix(String tensor) throws OutOfScope {
    Shape shape = onnx.shape(tensor);
    OutOfScope.unless(shape.rank() == 2, "not 2-D: a product of rank " + shape.rank());
    return shape;
  }
}
