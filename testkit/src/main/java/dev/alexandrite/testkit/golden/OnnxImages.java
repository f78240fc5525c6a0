package dev.alexandrite.testkit.golden;

import dev.alexandrite.model.Shape;
import dev.alexandrite.spi.Activation;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.ConvolutionGeometry;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.LocalResponseNormOp.Window;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.PoolingGeometry;
import dev.alexandrite.spi.PoolingOp;

/** ONNX operators over feature maps {@code float32[N, C, H, W]}. */
final class OnnxImages {
  private final OnnxCase onnx;
  private final OnnxNode node;
  private final Shape x;

  OnnxImages(OnnxCase onnx, OnnxNode node) throws OutOfScope {
    this.onnx = onnx;
    this.node = node;
    x = onnx.shape(node.input(0));
    OutOfScope.unless(x.rank() == 4, "not 2-D: " + node.op() + " of rank " + x.rank());
  }

  GoldenGraph convolution() throws OutOfScope {
    Shape weights = onnx.shape(node.input(1));
    var window = OnnxWindow.of(node, x, weights.get(2), weights.get(3));
    boolean bias = node.hasInput(2);
    var geometry =
        new ConvolutionGeometry(
            x.get(1),
            x.get(2),
            x.get(3),
            weights.get(0),
            weights.get(2),
            weights.get(3),
            window.strideY(),
            window.strideX(),
            window.padTop(),
            window.padBottom(),
            window.padLeft(),
            window.padRight(),
            node.attributes().whole("group", 1));
    GoldenGraph graph =
        graph(new ConvolutionOp.Forward(geometry, true, bias, Activation.NONE))
            .input("weights", onnx.floats(node.input(1)));
    return bias ? graph.input("biases", onnx.floats(node.input(2))) : graph;
  }

  GoldenGraph maxPooling() throws OutOfScope {
    OutOfScope.unless(!node.hasOutput(1), "asks for the places of the maxima");
    int[] kernel = node.attributes().wholes("kernel_shape");
    return graph(new PoolingOp.MaxForward(OnnxWindow.of(node, x, kernel[0], kernel[1]).pooling(x)));
  }

  GoldenGraph averagePooling() throws OutOfScope {
    int[] kernel = node.attributes().wholes("kernel_shape");
    PoolingGeometry geometry = OnnxWindow.of(node, x, kernel[0], kernel[1]).pooling(x);
    boolean countPadding = node.attributes().flag("count_include_pad", false);
    return graph(new PoolingOp.AverageForward(geometry, countPadding));
  }

  GoldenGraph globalPooling(boolean maximum) throws OutOfScope {
    PoolingGeometry geometry = OnnxWindow.of(node, x, x.get(2), x.get(3)).pooling(x);
    return graph(
        maximum
            ? new PoolingOp.MaxForward(geometry)
            : new PoolingOp.AverageForward(geometry, false));
  }

  /** ONNX divides alpha by the window's size; its even windows lean the other way. */
  GoldenGraph localResponseNorm() throws OutOfScope {
    int size = node.attributes().whole("size", 1);
    OutOfScope.unless(size % 2 == 1, "a window of even size");
    return graph(
        new LocalResponseNormOp.Forward(
            new Window(
                Shape.image(x.get(1), x.get(2), x.get(3)),
                size,
                (float) (node.attributes().number("alpha", 1e-4) / size),
                (float) node.attributes().number("beta", 0.75),
                (float) node.attributes().number("bias", 1),
                false,
                1)));
  }

  GoldenGraph batchNorm() throws OutOfScope {
    float epsilon = (float) node.attributes().number("epsilon", 1e-5);
    Shape shape = Shape.image(x.get(1), x.get(2), x.get(3));
    GoldenGraph graph;
    if (node.attributes().flag("training_mode", false)) {
      double momentum = node.attributes().number("momentum", 0.9);
      graph = graph(new BatchNormOp.Training(shape, epsilon, (float) (1 - momentum)));
      expectRunning(graph, (float) momentum);
    } else {
      graph = graph(new BatchNormOp.Inference(shape, epsilon));
    }
    return graph
        .input("scale", onnx.floats(node.input(1)))
        .input("shift", onnx.floats(node.input(2)))
        .input("runningMean", onnx.floats(node.input(3)))
        .input("runningVariance", onnx.floats(node.input(4)));
  }

  /**
   * ONNX feeds the running variance with the variance that divides by the count; the operator with
   * the one that divides by the count less one.
   */
  private void expectRunning(GoldenGraph graph, float momentum) throws OutOfScope {
    OutOfScope.unless(node.outputs().size() == 3, "outputs of an older training form");
    graph.expect("runningMean", onnx.expected(node.outputs().get(1)));
    float[] before = onnx.floats(node.input(4));
    double count = (double) x.get(0) * x.get(2) * x.get(3);
    graph.expect(
        "runningVariance",
        onnx.expected(node.outputs().get(2)),
        after -> {
          float[] biased = new float[after.length];
          for (int c = 0; c < biased.length; c++) {
            double kept = momentum * before[c];
            biased[c] = (float) (kept + (after[c] - kept) * (count - 1) / count);
          }
          return biased;
        });
  }

  private GoldenGraph graph(Op op) throws OutOfScope {
    return new GoldenGraph(x.get(0))
        .step(op)
        .input("x", onnx.floats(node.input(0)))
        .expect("y", onnx.expected(node.output()));
  }
}
