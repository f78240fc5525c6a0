package dev.alexandrite.cuda;

import dev.alexandrite.spi.SoftmaxOp;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Softmax over the first axis of {@code [rows, channels, positions]}. */
final class Nd4jSoftmax {
  private static final int CHANNELS = 1;

  private final long channels;
  private final long positions;

  private Nd4jSoftmax(SoftmaxOp op) {
    var shape = op.output().shape();
    this.channels = shape.channels();
    this.positions = shape.elements() / channels;
  }

  static Nd4jPlan plan(SoftmaxOp op, Nd4jBackend backend, int capacity) {
    var softmax = new Nd4jSoftmax(op);
    return switch (op) {
      case SoftmaxOp.Forward _ -> new Nd4jPlan(backend, "softmax", 0, softmax::forward);
      case SoftmaxOp.Gradient _ ->
          new Nd4jPlan(
              backend,
              "reduce",
              capacity * (softmax.channels + 1) * softmax.positions,
              softmax::gradient);
    };
  }

  private Nd4jPlan.Script forward(Tensors tensors, int rows) {
    Runnable softmax =
        Native.of(
            "softmax",
            List.of(tensors.input(0, rows, channels, positions)),
            List.of(tensors.output(0, rows, channels, positions)),
            CHANNELS);
    return _ -> softmax.run();
  }

  private Nd4jPlan.Script gradient(Tensors tensors, int rows) {
    INDArray y = tensors.input(0, rows, channels, positions);
    INDArray dy = tensors.input(1, rows, channels, positions);
    INDArray dx = tensors.output(0, rows, channels, positions);
    INDArray products = tensors.scratch(new long[] {rows, channels, positions});
    INDArray sums = tensors.scratch(new long[] {rows, 1, positions});
    List<Runnable> steps = new ArrayList<>();
    steps.add(() -> y.mul(dy, products));
    steps.add(() -> products.sum(sums, true, CHANNELS));
    steps.add(Native.pair("subtract", dy, sums, products));
    steps.add(() -> y.mul(products, dx));
    return _ -> steps.forEach(Runnable::run);
  }
}
