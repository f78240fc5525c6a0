package dev.alexandrite.cuda;

import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.WeightForm;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Fully connected layers: one product. */
final class Nd4jLinear {
  private Nd4jLinear() {}

  static OpPlan plan(LinearOp op, Nd4jBackend backend) {
    return switch (op) {
      case LinearOp.Forward forward when forward.form() != WeightForm.FLOAT32 ->
          new Nd4jRoundedLinear(forward, backend);
      case LinearOp.Forward forward ->
          new Nd4jPlan(backend, "matmul", 0, (tensors, rows) -> forward(forward, tensors, rows));
      case LinearOp.InputGradient _ ->
          new Nd4jPlan(backend, "matmul", 0, (tensors, rows) -> inputGradient(op, tensors, rows));
      case LinearOp.WeightGradient gradient ->
          new Nd4jPlan(
              backend, "matmul", 0, (tensors, rows) -> weightGradient(gradient, tensors, rows));
    };
  }

  private static Nd4jPlan.Script forward(LinearOp.Forward op, Tensors tensors, int rows) {
    long height = (long) rows * op.rowsPerExample();
    INDArray y = tensors.output(0, height, op.outputs());
    List<Runnable> steps = new ArrayList<>();
    steps.add(
        Native.product(
            tensors.input(0, height, op.inputs()),
            false,
            tensors.input(1, op.outputs(), op.inputs()),
            true,
            y));
    if (op.bias()) {
      steps.add(Native.pair("add", y, tensors.input(2, 1, op.outputs()), y));
    }
    if (op.activation() == Activation.RELU) {
      steps.add(() -> Transforms.relu(y, false));
    }
    return _ -> steps.forEach(Runnable::run);
  }

  private static Nd4jPlan.Script inputGradient(LinearOp op, Tensors tensors, int rows) {
    long height = (long) rows * op.rowsPerExample();
    Runnable product =
        Native.product(
            tensors.input(0, height, op.outputs()),
            false,
            tensors.input(1, op.outputs(), op.inputs()),
            false,
            tensors.output(0, height, op.inputs()));
    return _ -> product.run();
  }

  private static Nd4jPlan.Script weightGradient(
      LinearOp.WeightGradient op, Tensors tensors, int rows) {
    long height = (long) rows * op.rowsPerExample();
    INDArray dy = tensors.input(1, height, op.outputs());
    Runnable product =
        Native.product(
            dy,
            true,
            tensors.input(0, height, op.inputs()),
            false,
            tensors.output(0, op.outputs(), op.inputs()));
    if (!op.bias()) {
      return _ -> product.run();
    }
    INDArray biases = tensors.output(1, op.outputs());
    return _ -> {
      product.run();
      dy.sum(biases, false, 0);
    };
  }
}
