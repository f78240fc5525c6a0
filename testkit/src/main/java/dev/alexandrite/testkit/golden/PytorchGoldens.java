package dev.alexandrite.testkit.golden;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.LocalResponseNormOp.Window;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.Ties;
import dev.alexandrite.tensor.WindowAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

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
  static void check(GoldenCase golden, Backend backend) throws OutOfScope {
    String op = golden.attributes().text("op", "");
    if (op.equals("sgd") || op.equals("adamw")) {
      new PytorchOptimizers(golden).check(backend);
      return;
    }
    GoldenGraph graph = new PytorchGoldens(golden).graph();
    GoldenProgram program = new GoldenProgram(backend, golden.name(), graph);
    program.run(new RunState());
    program.check();
  }

  private GoldenGraph graph() throws OutOfScope {
    String op = attributes.text("op", "");
    return switch (op) {
      case "conv2d" -> convolution();
      case "maxpool2d" -> maxPooling();
      case "avgpool2d" -> averagePooling();
      case "lrn across channels" -> localResponseNorm();
      case "linear" -> linear();
      case "batchnorm2d training" -> batchNorm();
      case "batchnorm2d eval", "batchnorm2d inference" -> batchNormInference();
      case "layer norm over last axis" -> layerNorm();
      case "gelu exact erf" -> activation(Activation.GELU);
      case "x*sigmoid(x)" -> activation(Activation.SILU);
      case "relu" -> activation(Activation.RELU);
      case "tanh" -> activation(Activation.TANH);
      case "sigmoid" -> activation(Activation.SIGMOID);
      case "softmax", "softmax over last axis" -> softmax();
      case "mean cross entropy of softmax" -> loss();
      default -> throw new OutOfScope("no operator " + op);
    };
  }

  private GoldenGraph convolution() throws OutOfScope {
    Shape x = golden.array("x").example();
    Shape weights = golden.array("w").shape();
    OutOfScope.unless(x.rank() == 3, "not 2-D: x of rank " + (x.rank() + 1));
    int[] kernel = {weights.get(2), weights.get(3)};
    int[] stride = pair("stride", 1);
    var geometry =
        new ConvolutionGeometry(
            x.channels(),
            x.height(),
            x.width(),
            weights.get(0),
            axis(0, kernel, stride),
            axis(1, kernel, stride),
            attributes.whole("groups", 1));
    boolean bias = golden.has("b");
    return withGradients(
        rows(),
        new ConvolutionOp.Forward(geometry, true, bias, Activation.NONE),
        new ConvolutionOp.InputGradient(geometry, true),
        new ConvolutionOp.WeightGradient(geometry, true, bias));
  }

  private GoldenGraph linear() {
    Shape weights = golden.array("w").shape();
    int outputs = weights.get(0);
    int inputs = weights.get(1);
    boolean bias = golden.has("b");
    return withGradients(
        golden.array("x").shape().elements() / inputs,
        new LinearOp.Forward(1, inputs, outputs, bias, Activation.NONE),
        new LinearOp.InputGradient(1, inputs, outputs),
        new LinearOp.WeightGradient(1, inputs, outputs, bias));
  }

  private GoldenGraph withGradients(int rows, Op forward, Op inputGradient, Op weightGradient) {
    GoldenGraph graph =
        withInputGradient(rows, forward, inputGradient)
            .step(weightGradient)
            .input("weights", floats("w"))
            .expect("dweights", floats("dw"));
    return golden.has("b")
        ? graph.input("biases", floats("b")).expect("dbiases", floats("db"))
        : graph;
  }

  /** A number for both axes, or a list of the vertical and the horizontal one. */
  private int[] pair(String name, int... fallback) throws OutOfScope {
    int[] values = attributes.wholes(name, fallback);
    OutOfScope.unless(values.length == 1 || values.length == 2, name + " that is no pair");
    return new int[] {values[0], values[values.length - 1]};
  }

  private GoldenGraph maxPooling() throws OutOfScope {
    PoolingGeometry geometry = pooling();
    return withInputGradient(
        rows(),
        new PoolingOp.MaxForward(geometry),
        new PoolingOp.MaxGradient(geometry, Ties.FIRST));
  }

  private GoldenGraph averagePooling() throws OutOfScope {
    OutOfScope.unless(!attributes.has("divisor_override"), "a divisor of its own");
    PoolingGeometry geometry = pooling();
    boolean countPadding = attributes.flag("count_include_pad", true);
    return withInputGradient(
        rows(),
        new PoolingOp.AverageForward(geometry, countPadding),
        new PoolingOp.AverageGradient(geometry, countPadding));
  }

  private PoolingGeometry pooling() throws OutOfScope {
    Shape x = golden.array("x").example();
    Shape y = golden.array("y").example();
    OutOfScope.unless(x.rank() == 3, "not 2-D: x of rank " + (x.rank() + 1));
    int[] kernel = pair("kernel", 1);
    int[] stride = pair("stride", kernel);
    return new PoolingGeometry(
        x.channels(),
        x.height(),
        x.width(),
        axis(0, kernel, stride),
        axis(1, kernel, stride),
        y.height(),
        y.width());
  }

  private WindowAxis axis(int axis, int[] kernel, int[] stride) throws OutOfScope {
    return WindowAxis.of(kernel[axis])
        .stride(stride[axis])
        .pad(pair("padding", 0)[axis])
        .dilation(pair("dilation", 1)[axis]);
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

  /** Forward only: the operators have no gradient through running statistics. */
  private GoldenGraph batchNormInference() {
    float epsilon = (float) attributes.number("eps", 1e-5);
    return new GoldenGraph(rows())
        .step(new BatchNormOp.Inference(golden.array("x").example(), epsilon))
        .input("x", floats("x"))
        .input("scale", floats("w"))
        .input("shift", floats("b"))
        .input("runningMean", floats("running_mean"))
        .input("runningVariance", floats("running_var"))
        .expect("y", floats("y"));
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

  private GoldenGraph softmax() {
    Shape x = golden.array("x").shape();
    Shape last = Shape.of(x.get(x.rank() - 1));
    return withInputGradient(
        x.elements() / last.elements(), new SoftmaxOp.Forward(last), new SoftmaxOp.Gradient(last));
  }

  /** The mean, perhaps over smoothed labels, weighted by class, or without some rows. */
  private GoldenGraph loss() throws OutOfScope {
    int rows = rows();
    int classes = golden.array("x").shape().get(1);
    float smoothing = (float) attributes.number("label_smoothing", 0);
    float[] weights = golden.has("weight") ? floats("weight") : new float[0];
    OutOfScope.unless(
        smoothing == 0 || weights.length == 0,
        "PyTorch weighs the smoothed part class by class, the operator by the label");
    List<Float> classWeights = new ArrayList<>();
    for (float weight : weights) {
      classWeights.add(weight);
    }
    OptionalInt ignored =
        attributes.has("ignore_index")
            ? OptionalInt.of(attributes.whole("ignore_index", 0))
            : OptionalInt.empty();
    var op = new LossOp.SoftmaxCrossEntropy(classes, smoothing, classWeights, ignored);
    double total = 0;
    for (float label : floats("labels")) {
      double weight = weights.length == 0 ? 1 : weights[Math.max(0, (int) label)];
      total += op.ignores(label) ? 0 : weight;
    }
    double divisor = total;
    return new GoldenGraph(rows)
        .step(op)
        .input("logits", floats("x"))
        .input("labels", floats("labels"))
        .expect("losses", floats("loss"), losses -> GoldenGraph.sum(losses, divisor))
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
