package dev.alexandrite.benchmarks;

import dev.alexandrite.model.MaxPool;
import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.Ties;
import dev.alexandrite.tensor.WindowAxis;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernels that are measured: the layers of the single tower ({@code AlexNet.torchvision()}),
 * and of the paper's network what the single tower does not have.
 */
final class Kernels {
  /** Two different rows show a mistaken row, and take the scalar backend seconds at most. */
  private static final int CHECKED_ROWS = 2;

  private static final int GEMM = 1024;

  private final int batch;
  private final List<Kernel> kernels = new ArrayList<>();

  private Kernels(int batch) {
    this.batch = batch;
  }

  /** All, in the order of the report. */
  static List<Kernel> all(int batch) {
    Kernels kernels = new Kernels(batch);
    kernels.convolutions();
    kernels.linearLayers();
    kernels.maps();
    kernels.endOfStep();
    return List.copyOf(kernels.kernels);
  }

  static Kernel named(String name, int batch) {
    return all(batch).stream()
        .filter(kernel -> kernel.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no kernel called " + name));
  }

  private void convolutions() {
    convolution("conv1", square(3, 224, 64, 11, 4, 2, 1));
    convolution("conv2", square(64, 27, 192, 5, 1, 2, 1));
    convolution("conv3", square(192, 13, 384, 3, 1, 1, 1));
    convolution("conv4", square(384, 13, 256, 3, 1, 1, 1));
    convolution("conv5", square(256, 13, 256, 3, 1, 1, 1));
    convolution("paper-conv2", square(96, 27, 256, 5, 1, 2, 2));
  }

  private void linearLayers() {
    int inputs = 256 * 6 * 6;
    int outputs = 4096;
    Operand x = Operand.batch("x", Shape.of(inputs));
    Operand dy = Operand.batch("dy", Shape.of(outputs));
    Operand weights = Operand.whole("w", Shape.of(outputs, inputs));
    Operand biases = Operand.whole("b", Shape.of(outputs));
    TensorSpec y = batched("y", Shape.of(outputs));
    Op forward = new LinearOp.Forward(1, inputs, outputs, true, Activation.RELU);
    add("fc6-forward", forward, List.of(x, weights, biases), List.of(y));
    kernels.add(
        new Kernel("fc6-forward-1", forward, 1, 1, List.of(x, weights, biases), List.of(y)));
    add(
        "fc6-input-gradient",
        new LinearOp.InputGradient(1, inputs, outputs),
        List.of(dy, weights),
        List.of(batched("dx", Shape.of(inputs))));
    add(
        "fc6-weight-gradient",
        new LinearOp.WeightGradient(1, inputs, outputs, true),
        List.of(x, dy),
        List.of(whole("dw", Shape.of(outputs, inputs)), whole("db", Shape.of(outputs))));
    kernels.add(
        new Kernel(
            "gemm-" + GEMM,
            new LinearOp.Forward(1, GEMM, GEMM, false, Activation.NONE),
            GEMM,
            16,
            List.of(Operand.batch("x", Shape.of(GEMM)), Operand.whole("w", Shape.of(GEMM, GEMM))),
            List.of(batched("y", Shape.of(GEMM)))));
  }

  private void maps() {
    pooling("pool1", Shape.image(64, 55, 55));
    pooling("pool2", Shape.image(192, 27, 27));
    norm("paper-norm1", Shape.image(96, 55, 55));
    norm("paper-norm2", Shape.image(256, 27, 27));
    Shape shape = Shape.image(64, 55, 55);
    Op forward = new ActivationOp.Forward(shape, Activation.RELU);
    Operand x = Operand.batch("x", shape);
    add("relu1-forward", forward, List.of(x), List.of(batched("y", shape)));
    // The gradient reads y and dy; any y will do.
    add(
        "relu1-gradient",
        new ActivationOp.Gradient(shape, Activation.RELU),
        List.of(x, Operand.batch("dy", shape)),
        List.of(batched("dx", shape)));
  }

  private void endOfStep() {
    int classes = 1000;
    Shape row = Shape.of(classes);
    add(
        "softmax-loss",
        new LossOp.SoftmaxCrossEntropy(classes, 0, List.of()),
        List.of(
            Operand.batch("logits", row, new Operand.Uniform(-5, 5)),
            Operand.batch("labels", Shape.of(1), new Operand.Labels(classes))),
        List.of(batched("losses", Shape.of(1)), batched("gradient", row)));
    Shape weights = Shape.of(4096, 256 * 6 * 6);
    kernels.add(
        new Kernel(
            "momentum-fc6",
            new UpdateOp.Sgd(weights, UpdateOp.Form.PYTORCH, 0.9f, false, 5e-4f, 1),
            1,
            1,
            List.of(
                Operand.whole("g", weights),
                Operand.whole("w", weights),
                Operand.whole("v", weights)),
            List.of(whole("w", weights), whole("v", weights))));
  }

  private void convolution(String name, ConvolutionGeometry geometry) {
    Operand x = Operand.batch("x", geometry.input());
    Operand dy = Operand.batch("dy", geometry.output());
    Shape filters =
        Shape.of(
            geometry.filters(),
            geometry.channels() / geometry.groups(),
            geometry.kernelHeight(),
            geometry.kernelWidth());
    Shape perFilter = Shape.of(geometry.filters());
    Operand weights = Operand.whole("w", filters);
    add(
        name + "-forward",
        new ConvolutionOp.Forward(geometry, true, true, Activation.RELU),
        List.of(x, weights, Operand.whole("b", perFilter)),
        List.of(batched("y", geometry.output())));
    add(
        name + "-input-gradient",
        new ConvolutionOp.InputGradient(geometry, true),
        List.of(dy, weights),
        List.of(batched("dx", geometry.input())));
    add(
        name + "-weight-gradient",
        new ConvolutionOp.WeightGradient(geometry, true, true),
        List.of(x, dy),
        List.of(whole("dw", filters), whole("db", perFilter)));
  }

  /** Windows of 3 with stride 2. */
  private void pooling(String name, Shape shape) {
    PoolingGeometry geometry = MaxPool.of(3, 2).geometry(shape);
    Op forward = new PoolingOp.MaxForward(geometry);
    forwardAndGradient(
        name,
        forward,
        new PoolingOp.MaxGradient(geometry, Ties.FIRST),
        Operand.batch("x", shape),
        geometry.output());
  }

  /**
   * Section 3.3 of the paper; alpha divided by the window's size, values as large as its pixels.
   */
  private void norm(String name, Shape shape) {
    var window = new LocalResponseNormOp.Window(shape, 5, 1e-4f / 5, 0.75f, 2, false, 1);
    forwardAndGradient(
        name,
        new LocalResponseNormOp.Forward(window),
        new LocalResponseNormOp.Gradient(window),
        Operand.batch("x", shape, new Operand.Uniform(0, 200)),
        shape);
  }

  private void forwardAndGradient(String name, Op forward, Op gradient, Operand x, Shape output) {
    add(name + "-forward", forward, List.of(x), List.of(batched("y", output)));
    add(
        name + "-gradient",
        gradient,
        List.of(
            x,
            Operand.batch("y", output, new Operand.ResultOf(forward)),
            Operand.batch("dy", output)),
        List.of(batched("dx", x.spec().shape())));
  }

  private void add(String name, Op op, List<Operand> inputs, List<TensorSpec> outputs) {
    kernels.add(new Kernel(name, op, batch, Math.min(batch, CHECKED_ROWS), inputs, outputs));
  }

  private static ConvolutionGeometry square(
      int channels, int side, int filters, int kernel, int stride, int pad, int groups) {
    WindowAxis axis = WindowAxis.of(kernel).stride(stride).pad(pad);
    return new ConvolutionGeometry(channels, side, side, filters, axis, axis, groups);
  }

  private static TensorSpec batched(String name, Shape shape) {
    return new TensorSpec(name, shape, true);
  }

  private static TensorSpec whole(String name, Shape shape) {
    return new TensorSpec(name, shape, false);
  }
}
