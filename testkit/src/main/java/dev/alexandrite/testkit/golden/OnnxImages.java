package dev.alexandrite.testkit.golden;

import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.LocalResponseNormOp.Window;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Shape;

/**
 * ONNX operators over feature maps {@code float32[N, C, H, W]}; in {@code [N, C, W]} and {@code [N,
 * C]} the axes that lack are 1.
 */
final class OnnxImages {
  private final OnnxCase onnx;
  private final OnnxNode node;
  private final int rows;
  private final Shape map;

  OnnxImages(OnnxCase onnx, OnnxNode node) throws OutOfScope {
    this.onnx = onnx;
    this.node = node;
    Shape x = onnx.shape(node.input(0));
    OutOfScope.unless(
        x.rank() >= 2 && x.rank() <= 4, "not 2-D: " + node.op() + " of rank " + x.rank());
    rows = x.get(0);
    int height = x.rank() == 4 ? x.get(2) : 1;
    map = Shape.image(x.get(1), height, x.rank() >= 3 ? x.get(x.rank() - 1) : 1);
  }

  GoldenGraph convolution() throws OutOfScope {
    Shape weights = onnx.shape(node.input(1));
    int kernelHeight = weights.rank() == 4 ? weights.get(2) : 1;
    int kernelWidth = weights.get(weights.rank() - 1);
    boolean bias = node.hasInput(2);
    var geometry =
        OnnxWindow.of(node, map, kernelHeight, kernelWidth)
            .convolution(weights.get(0), node.attributes().whole("group", 1));
    GoldenGraph graph =
        graph(new ConvolutionOp.Forward(geometry, true, bias, Activation.NONE))
            .input("weights", onnx.floats(node.input(1)));
    return bias ? graph.input("biases", onnx.floats(node.input(2))) : graph;
  }

  /** The places of the maxima, where a case has them too, are no output of the operator. */
  GoldenGraph maxPooling() throws OutOfScope {
    return graph(new PoolingOp.MaxForward(pooling()));
  }

  GoldenGraph averagePooling() throws OutOfScope {
    boolean countPadding = node.attributes().flag("count_include_pad", false);
    return graph(new PoolingOp.AverageForward(pooling(), countPadding));
  }

  private PoolingGeometry pooling() throws OutOfScope {
    int[] kernel = node.attributes().wholes("kernel_shape");
    OutOfScope.unless(kernel.length > 0, "no kernel_shape");
    int kernelHeight = kernel.length == 2 ? kernel[0] : 1;
    return OnnxWindow.of(node, map, kernelHeight, kernel[kernel.length - 1]).pooling();
  }

  GoldenGraph globalPooling(boolean maximum) throws OutOfScope {
    PoolingGeometry geometry = OnnxWindow.of(node, map, map.height(), map.width()).pooling();
    return graph(
        maximum
            ? new PoolingOp.MaxForward(geometry)
            : new PoolingOp.AverageForward(geometry, false));
  }

  /**
   * ONNX divides alpha by the window's size. Its even windows lean to later channels, the
   * operator's to earlier ones: there the channels are mirrored.
   */
  GoldenGraph localResponseNorm() throws OutOfScope {
    int size = node.attributes().whole("size", 1);
    var op =
        new LocalResponseNormOp.Forward(
            new Window(
                map,
                size,
                (float) (node.attributes().number("alpha", 1e-4) / size),
                (float) node.attributes().number("beta", 0.75),
                (float) node.attributes().number("bias", 1),
                false,
                1));
    return size % 2 == 1
        ? graph(op)
        : new GoldenGraph(rows)
            .step(op)
            .input("x", mirrored(onnx.floats(node.input(0))))
            .expect("y", mirrored(onnx.expected(node.output())));
  }

  /** The last channel first. */
  private float[] mirrored(float[] values) {
    float[] mirrored = new float[values.length];
    int area = map.height() * map.width();
    for (int i = 0; i < values.length; i++) {
      int channel = i / area % map.channels();
      mirrored[i + (map.channels() - 1 - 2 * channel) * area] = values[i];
    }
    return mirrored;
  }

  GoldenGraph batchNorm() throws OutOfScope {
    float epsilon = (float) node.attributes().number("epsilon", 1e-5);
    GoldenGraph graph;
    if (node.attributes().flag("training_mode", false)) {
      double momentum = node.attributes().number("momentum", 0.9);
      graph = graph(new BatchNormOp.Training(map, epsilon, (float) (1 - momentum)));
      expectRunning(graph, (float) momentum);
    } else {
      graph = graph(new BatchNormOp.Inference(map, epsilon));
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
    double count = (double) rows * map.height() * map.width();
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
    return new GoldenGraph(rows)
        .step(op)
        .input("x", onnx.floats(node.input(0)))
        .expect("y", onnx.expected(node.output()));
  }
}
