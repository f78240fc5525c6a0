package dev.alexandrite.cuda;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Layers with weights of their own at every position: one product a position, over windows unrolled
 * to {@code [positions, rows, channels, ky, kx]}.
 */
final class Nd4jLocallyConnected {
  private final ConvolutionGeometry g;
  private final long groupChannels;
  private final long groupFilters;
  private final long paddedHeight;
  private final long paddedWidth;
  private final long positions;
  private final long depth;

  private Nd4jLocallyConnected(ConvolutionGeometry g) {
    this.g = g;
    this.groupChannels = g.channels() / g.groups();
    this.groupFilters = g.filters() / g.groups();
    this.paddedHeight = (long) g.padTop() + g.height() + g.padBottom();
    this.paddedWidth = (long) g.padLeft() + g.width() + g.padRight();
    this.positions = (long) g.outHeight() * g.outWidth();
    this.depth = g.reduction();
  }

  static Nd4jPlan plan(ConvolutionOp op, Nd4jBackend backend, int capacity) {
    var layer = new Nd4jLocallyConnected(op.geometry());
    Nd4jPlan.Binding binding =
        switch (op) {
          case ConvolutionOp.Forward forward ->
              (tensors, rows) -> layer.forward(forward, tensors, rows);
          case ConvolutionOp.NormalizedForward fused ->
              throw new IllegalArgumentException("positions share their weights in " + fused);
          case ConvolutionOp.InputGradient _ -> layer::inputGradient;
          case ConvolutionOp.WeightGradient gradient ->
              (tensors, rows) -> layer.weightGradient(gradient, tensors, rows);
        };
    return new Nd4jPlan(backend, "matmul", layer.elements(capacity), binding);
  }

  private long elements(long rows) {
    return rows * groupChannels * paddedHeight * paddedWidth
        + positions * (rows * (depth + groupFilters) + groupFilters * depth);
  }

  private Maps padded(Tensors tensors, long rows) {
    return Maps.dense(
        tensors.scratch(rows * groupChannels * paddedHeight * paddedWidth),
        rows,
        groupChannels,
        paddedHeight,
        paddedWidth);
  }

  private Maps body(Maps padded) {
    return padded.window(g.padTop(), g.padLeft(), g.height(), g.width());
  }

  private Maps x(Nd4jBuffer buffer, long rows) {
    return Maps.dense(buffer, rows, g.channels(), g.height(), g.width());
  }

  /** One tap of all windows, {@code [rows, channels, y, x]}. */
  private INDArray tap(Maps padded, int ky, int kx) {
    return padded
        .window(
            (long) ky * g.dilationY(),
            (long) kx * g.dilationX(),
            (g.outHeight() - 1L) * g.strideY() + 1,
            (g.outWidth() - 1L) * g.strideX() + 1)
        .every(g.strideY(), g.strideX(), g.outHeight(), g.outWidth());
  }

  /** The same tap of the unrolled windows. */
  private INDArray unrolledTap(Nd4jBuffer unrolled, long rows, int ky, int kx) {
    long area = (long) g.kernelHeight() * g.kernelWidth();
    return unrolled.view(
        (long) ky * g.kernelWidth() + kx,
        new long[] {rows, groupChannels, g.outHeight(), g.outWidth()},
        new long[] {depth, area, g.outWidth() * rows * depth, rows * depth});
  }

  /** Weights of a group, {@code [positions, filters, depth]} in the layer's memory. */
  private INDArray weights(Nd4jBuffer weights, long group) {
    return weights.view(
        group * groupFilters * depth,
        new long[] {positions, groupFilters, depth},
        new long[] {g.filters() * depth, depth, 1});
  }

  /** A group of y in the layer's memory, {@code [positions, rows, filters]}. */
  private INDArray y(Nd4jBuffer y, long rows, long group) {
    return y.view(
        group * groupFilters * positions,
        new long[] {positions, rows, groupFilters},
        new long[] {1, g.filters() * positions, positions});
  }

  private void unroll(List<Runnable> steps, Maps padded, Nd4jBuffer unrolled, long rows) {
    for (int ky = 0; ky < g.kernelHeight(); ky++) {
      for (int kx = 0; kx < g.kernelWidth(); kx++) {
        INDArray from = tap(padded, ky, kx);
        INDArray to = unrolledTap(unrolled, rows, ky, kx);
        steps.add(() -> to.assign(from));
      }
    }
  }

  private Nd4jPlan.Script forward(ConvolutionOp.Forward op, Tensors tensors, int rows) {
    Maps padded = padded(tensors, rows);
    INDArray paddedArray = padded.array();
    INDArray body = body(padded).array();
    Nd4jBuffer unrolled = tensors.scratch(positions * rows * depth);
    INDArray windows = unrolled.view(positions, rows, depth);
    INDArray products = tensors.scratch(new long[] {positions, rows, groupFilters});
    INDArray own = tensors.scratch(new long[] {positions, groupFilters, depth});
    List<Runnable> steps = new ArrayList<>();
    steps.add(() -> paddedArray.assign(0));
    for (long group = 0; group < g.groups(); group++) {
      INDArray groupX =
          x(tensors.input(0), rows).channels(group * groupChannels, groupChannels).array();
      steps.add(() -> body.assign(groupX));
      unroll(steps, padded, unrolled, rows);
      INDArray weights = weights(tensors.input(1), group);
      steps.add(() -> own.assign(weights));
      steps.add(Native.product(windows, false, own, true, products));
      INDArray target = y(tensors.output(0), rows, group);
      steps.add(() -> target.assign(products));
    }
    INDArray y = tensors.output(0, rows, g.filters() * positions);
    if (op.bias()) {
      steps.add(Native.pair("add", y, tensors.input(2, 1, g.filters() * positions), y));
    }
    if (op.activation() == Activation.RELU) {
      steps.add(() -> Transforms.relu(y, false));
    }
    return _ -> steps.forEach(Runnable::run);
  }

  private Nd4jPlan.Script inputGradient(Tensors tensors, int rows) {
    Maps padded = padded(tensors, rows);
    INDArray paddedArray = padded.array();
    INDArray body = body(padded).array();
    Nd4jBuffer unrolled = tensors.scratch(positions * rows * depth);
    INDArray windows = unrolled.view(positions, rows, depth);
    INDArray gradients = tensors.scratch(new long[] {positions, rows, groupFilters});
    INDArray own = tensors.scratch(new long[] {positions, groupFilters, depth});
    List<Runnable> steps = new ArrayList<>();
    for (long group = 0; group < g.groups(); group++) {
      INDArray dy = y(tensors.input(0), rows, group);
      steps.add(() -> gradients.assign(dy));
      INDArray weights = weights(tensors.input(1), group);
      steps.add(() -> own.assign(weights));
      steps.add(Native.product(gradients, false, own, false, windows));
      steps.add(() -> paddedArray.assign(0));
      for (int ky = 0; ky < g.kernelHeight(); ky++) {
        for (int kx = 0; kx < g.kernelWidth(); kx++) {
          INDArray to = tap(padded, ky, kx);
          INDArray from = unrolledTap(unrolled, rows, ky, kx);
          steps.add(() -> to.addi(from));
        }
      }
      INDArray target =
          x(tensors.output(0), rows).channels(group * groupChannels, groupChannels).array();
      steps.add(() -> target.assign(body));
    }
    return _ -> steps.forEach(Runnable::run);
  }

  private Nd4jPlan.Script weightGradient(
      ConvolutionOp.WeightGradient op, Tensors tensors, int rows) {
    Maps padded = padded(tensors, rows);
    INDArray paddedArray = padded.array();
    INDArray body = body(padded).array();
    Nd4jBuffer unrolled = tensors.scratch(positions * rows * depth);
    INDArray windows = unrolled.view(positions, rows, depth);
    INDArray gradients = tensors.scratch(new long[] {positions, rows, groupFilters});
    INDArray own = tensors.scratch(new long[] {positions, groupFilters, depth});
    List<Runnable> steps = new ArrayList<>();
    steps.add(() -> paddedArray.assign(0));
    for (long group = 0; group < g.groups(); group++) {
      INDArray groupX =
          x(tensors.input(0), rows).channels(group * groupChannels, groupChannels).array();
      steps.add(() -> body.assign(groupX));
      unroll(steps, padded, unrolled, rows);
      INDArray dy = y(tensors.input(1), rows, group);
      steps.add(() -> gradients.assign(dy));
      steps.add(Native.product(gradients, true, windows, false, own));
      INDArray target = weights(tensors.output(0), group);
      steps.add(() -> target.assign(own));
    }
    if (op.bias()) {
      INDArray dy = tensors.input(1, rows, g.filters() * positions);
      INDArray biases = tensors.output(1, g.filters() * positions);
      steps.add(() -> dy.sum(biases, false, 0));
    }
    return _ -> steps.forEach(Runnable::run);
  }
}
