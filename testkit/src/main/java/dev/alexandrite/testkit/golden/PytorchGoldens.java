package dev.alexandrite.testkit.golden;

import dev.alexandrite.model.Shape;
import dev.alexandrite.spi.Activation;
import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.ConvolutionGeometry;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.LocalResponseNormOp.Window;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.PoolingGeometry;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.spi.RunState;
import java.util.Arrays;
import java.util.List;

/** Operators and their gradients by every input, as PyTorch computes them. */
final class PytorchGoldens {
  /** Trained through the engine's own loop, elsewhere. */
  static final String TRAINING = "training";

  private final GoldenCase golden;
  private final Attributes attributes;

  private PytorchGoldens(GoldenCase golden) {
    this.golden = golden;
    attributes = golden.attributes();
  }

  static boolean isTraining(GoldenCase golden) {
    return golden.attributes().text("op", "").equals(TRAINING);
  }

  /** Runs one case on a backend and compares every array of it. */
  static void check(GoldenCase golden, Backend backend) {
    if (golden.attributes().text("op", "").equals("sgd")) {
      PytorchSgd.check(golden, backend);
      return;
    }
    GoldenGraph graph = new PytorchGoldens(golden).graph();
    GoldenProgram program = new GoldenProgram(backend, golden.name(), graph);
    program.run(new RunState());
    program.check();
  }

  private GoldenGraph graph() {
    String op = attributes.text("op", "");
    return switch (op) {
      case "conv2d" -> convolution();
      case "maxpool2d" -> maxPooling();
      case "avgpool2d" -> averagePooling();
      case "lrn across channels" -> localResponseNorm();
      case "linear" -> linear();
      case "batchnorm2d training" -> batchNorm();
      case "layer norm over last axis" -> layerNorm();
      case "gelu exact erf" -> activation(Activation.GELU);
      case "x*sigmoid(x)" -> activation(Activation.SILU);
      case "mean cross entropy of softmax" -> loss();
      default ->
          throw new IllegalArgumentException(
              golden.name() + " asks for " + op + ", which this suite does not know");
    };
  }

  private GoldenGraph convolution() {
    Shape x = golden.array("x").example();
    Shape weights = golden.array("w").shape();
    int stride = attributes.whole("stride", 1);
    int padding = attributes.whole("padding", 0);
    var geometry =
        new ConvolutionGeometry(
            x.channels(),
            x.height(),
            x.width(),
            weights.get(0),
            weights.get(2),
            weights.get(3),
            stride,
            stride,
            padding,
            padding,
            padding,
            padding,
            attributes.whole("groups", 1));
    return withGradients(
        new ConvolutionOp.Forward(geometry, true, true, Activation.NONE),
        new ConvolutionOp.InputGradient(geometry, true),
        new ConvolutionOp.WeightGradient(geometry, true, true));
  }

  private GoldenGraph linear() {
    Shape weights = golden.array("w").shape();
    int outputs = weights.get(0);
    int inputs = weights.get(1);
    return withGradients(
        new LinearOp.Forward(1, inputs, outputs, true, Activation.NONE),
        new LinearOp.InputGradient(1, inputs, outputs),
        new LinearOp.WeightGradient(1, inputs, outputs, true));
  }

  private GoldenGraph withGradients(Op forward, Op inputGradient, Op weightGradient) {
    return withInputGradient(rows(), forward, inputGradient)
        .step(weightGradient)
        .input("weights", floats("w"))
        .input("biases", floats("b"))
        .expect("dweights", floats("dw"))
        .expect("dbiases", floats("db"));
  }

  private GoldenGraph maxPooling() {
    PoolingGeometry geometry = pooling();
    return withInputGradient(
        rows(),
        new PoolingOp.MaxForward(geometry),
        new PoolingOp.MaxGradient(geometry, PoolingOp.Ties.FIRST));
  }

  private GoldenGraph averagePooling() {
    PoolingGeometry geometry = pooling();
    boolean countPadding = attributes.flag("count_include_pad", true);
    return withInputGradient(
        rows(),
        new PoolingOp.AverageForward(geometry, countPadding),
        new PoolingOp.AverageGradient(geometry, countPadding));
  }

  private PoolingGeometry pooling() {
    Shape x = golden.array("x").example();
    Shape y = golden.array("y").example();
    int kernel = attributes.whole("kernel", 1);
    int stride = attributes.whole("stride", kernel);
    int padding = attributes.whole("padding", 0);
    return new PoolingGeometry(
        x.channels(),
        x.height(),
        x.width(),
        kernel,
        kernel,
        stride,
        stride,
        padding,
        padding,
        padding,
        padding,
        y.height(),
        y.width());
  }

  /** PyTorch divides alpha by the window's size. */
  private GoldenGraph localResponseNorm() {
    int size = attributes.whole("size", 5);
    var window =
        new Window(
            golden.array("x").example(),
            size,
            (float) (attributes.number("alpha", 1e-4) / size),
            (float) attributes.number("beta", 0.75),
            (float) attributes.number("k", 1),
            false,
            1);
    return withInputGradient(
        rows(), new LocalResponseNormOp.Forward(window), new LocalResponseNormOp.Gradient(window));
  }

  private GoldenGraph batchNorm() {
    Shape shape = golden.array("x").example();
    float epsilon = (float) attributes.number("eps", 1e-5);
    float[] ones = new float[shape.channels()];
    Arrays.fill(ones, 1);
    return normalised(
            new BatchNormOp.Training(shape, epsilon, 0.1f), new BatchNormOp.Gradient(shape))
        .input("runningMean", new float[shape.channels()])
        .input("runningVariance", ones);
  }

  private GoldenGraph layerNorm() {
    Shape shape = golden.array("x").example();
    int width = shape.get(shape.rank() - 1);
    float epsilon = (float) attributes.number("eps", 1e-5);
    return normalised(
        new LayerNormOp.Forward(shape, width, epsilon), new LayerNormOp.Gradient(shape, width));
  }

  private GoldenGraph normalised(Op forward, Op gradient) {
    return withInputGradient(rows(), forward, gradient)
        .input("scale", floats("w"))
        .input("shift", floats("b"))
        .expect("dscale", floats("dw"))
        .expect("dshift", floats("db"));
  }

  private GoldenGraph activation(Activation activation) {
    Shape shape = golden.array("x").shape();
    return withInputGradient(
        1,
        new ActivationOp.Forward(shape, activation),
        new ActivationOp.Gradient(shape, activation));
  }

  private GoldenGraph loss() {
    int rows = rows();
    return new GoldenGraph(rows)
        .step(new LossOp.SoftmaxCrossEntropy(golden.array("x").shape().get(1), 0, List.of()))
        .input("logits", floats("x"))
        .input("labels", floats("labels"))
        .expect("losses", floats("loss"), losses -> GoldenGraph.sum(losses, rows))
        .expect("dlogits", floats("dx"));
  }

  /** A forward operator and the gradient by its first input. */
  private GoldenGraph withInputGradient(int rows, Op forward, Op gradient) {
    return new GoldenGraph(rows)
        .step(forward)
        .step(gradient)
        .input("x", floats("x"))
        .input("dy", floats("dy"))
        .expect("y", floats("y"))
        .expect("dx", floats("dx"));
  }

  private int rows() {
    return golden.array("x").shape().get(0);
  }

  private float[] floats(String array) {
    return golden.array(array).floats();
  }
}
