package dev.alexandrite.cpu;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.RateScale;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WeightForm;
import dev.alexandrite.tensor.WindowAxis;
import dev.alexandrite.testkit.OpCase;
import java.util.ArrayList;
import java.util.List;

/**
 * What the contract's sweep is too small to reach: several blocks of every loop, batches that fill
 * leaves evenly, strides folded into channels, weights so large that kernels copy them ahead,
 * values far from zero. The reference would take minutes for them, so that only their bits are
 * compared.
 */
final class LargeCases {
  private final List<OpCase> cases = new ArrayList<>();

  private LargeCases() {}

  static List<OpCase> all() {
    LargeCases large = new LargeCases();
    large.linear();
    large.convolutions();
    large.locallyConnected();
    large.others();
    large.wide();
    return large.cases;
  }

  private void linear() {
    // 2^20 weights and more: rows that end in one vector, in few rows of a tile, in none.
    linear(1056, 1000, 40);
    linear(1024, 1024, 132);
    linear(1100, 960, 16);
    // Several sections of inputs, groups of panels and leaves of equally many rows.
    linear(2100, 30, 24);
    linear(70, 90, 530);
    for (WeightForm form : List.of(WeightForm.BFLOAT16, WeightForm.INT8)) {
      for (int rows : List.of(1, 29)) {
        add(new LinearOp.Forward(1, 1100, 150, true, Activation.RELU, form), rows);
        add(new LinearOp.Forward(1, 513, 70, false, Activation.NONE, form), rows);
      }
    }
  }

  private void linear(int inputs, int outputs, int rows) {
    add(new LinearOp.Forward(1, inputs, outputs, true, Activation.RELU), 1);
    add(new LinearOp.Forward(1, inputs, outputs, true, Activation.RELU), rows);
    add(new LinearOp.InputGradient(1, inputs, outputs), rows);
    add(new LinearOp.WeightGradient(1, inputs, outputs, true), rows);
  }

  private void convolutions() {
    // Strides that become channels, with 3 and 5 taps.
    convolution(square(3, 39, 34, 11, 4, 2, 1), 9);
    convolution(square(8, 33, 33, 5, 2, 2, 1), 3);
    convolution(square(8, 37, 40, 9, 2, 4, 1), 3);
    // More tiles than go through the steps at once.
    convolution(square(32, 64, 32, 3, 1, 1, 1), 8);
    convolution(square(64, 27, 64, 5, 1, 2, 2), 16);
    // Direct: more positions, channels and taps than one block has.
    convolution(square(6, 27, 40, 3, 1, 1, 1), 3);
    convolution(square(400, 5, 37, 1, 1, 0, 1), 2);
    convolution(square(150, 7, 33, 3, 2, 1, 1), 8);
    // Pointwise: several blocks of positions and panels, the last ones not filled, few positions.
    convolution(square(40, 15, 88, 1, 1, 0, 1), 3);
    convolution(square(20, 1, 70, 1, 1, 0, 1), 5);
    // Depthwise: more vectors than a task has, and rows of many fours of positions.
    convolution(square(100, 19, 100, 3, 1, 1, 100), 9);
    convolution(square(100, 19, 100, 5, 2, 2, 100), 9);
    WindowAxis three = WindowAxis.of(3).stride(2).pad(1, 0);
    WindowAxis two = WindowAxis.of(2).pad(0, 1);
    convolution(new ConvolutionGeometry(154, 6, 7, 74, three, two, 2), 11);
    WindowAxis dilated = WindowAxis.of(3).dilation(2).pad(2);
    convolution(new ConvolutionGeometry(130, 9, 9, 20, dilated, dilated, 1), 2);
  }

  private void convolution(ConvolutionGeometry g, int rows) {
    add(new ConvolutionOp.Forward(g, true, true, Activation.RELU), rows);
    add(new ConvolutionOp.InputGradient(g, true), rows);
    add(new ConvolutionOp.WeightGradient(g, true, true), rows);
  }

  private void locallyConnected() {
    for (int rows : List.of(16, 37)) {
      ConvolutionGeometry g = square(20, 6, 26, 3, 1, 1, 2);
      add(new ConvolutionOp.Forward(g, false, true, Activation.RELU), rows);
      add(new ConvolutionOp.InputGradient(g, false), rows);
      add(new ConvolutionOp.WeightGradient(g, false, true), rows);
    }
  }

  private void others() {
    Shape weights = Shape.of(37, 1001);
    add(new UpdateOp.Sgd(weights, UpdateOp.Form.PAPER, 0.9f, true, 5e-4f, 1), 1);
    add(new UpdateOp.Sgd(weights, UpdateOp.Form.PYTORCH, 0.9f, false, 5e-4f, 1), 1);
    add(new UpdateOp.AdamW(weights, 0.9f, 0.999f, 1e-8f, 0.1f, 1), 1);
    add(new UpdateOp.Lamb(weights, 0.9f, 0.999f, 1e-6f, 0.1f, true, RateScale.constant(1)), 1);
    add(new UpdateOp.RmsProp(weights, 0.9f, 0.9f, 1e-3f, 1e-5f, RateScale.constant(1)), 1);
    add(new UpdateOp.SquaredNorm(weights), 1);
    add(new UpdateOp.MaxNorm(weights, 0.5f), 1);
    add(new UpdateOp.Average(weights, 0.9f), 1);
    add(new SoftmaxOp.Forward(Shape.of(1000)), 3);
    add(new SoftmaxOp.Gradient(Shape.of(1000)), 3);
    add(new LossOp.SoftmaxCrossEntropy(1000, 0.1f, List.of()), 3);
  }

  /** Where exponentials overflow, vanish and are cut off. */
  private void wide() {
    Shape maps = Shape.image(37, 5, 3);
    for (Activation activation : Activation.values()) {
      cases.add(named(new ActivationOp.Forward(maps, activation), 11).wide());
      cases.add(named(new ActivationOp.Gradient(maps, activation), 11).wide());
    }
    cases.add(named(new SoftmaxOp.Forward(Shape.of(37)), 11).wide());
    cases.add(named(new LossOp.SoftmaxCrossEntropy(37, 0.1f, List.of()), 11).wide());
  }

  private static ConvolutionGeometry square(
      int channels, int size, int filters, int kernel, int stride, int padding, int groups) {
    WindowAxis axis = WindowAxis.of(kernel).stride(stride).pad(padding);
    return new ConvolutionGeometry(channels, size, size, filters, axis, axis, groups);
  }

  private void add(Op op, int rows) {
    cases.add(named(op, rows));
  }

  private static OpCase named(Op op, int rows) {
    return OpCase.of(op + ", " + rows + " rows", op, rows, rows);
  }
}
