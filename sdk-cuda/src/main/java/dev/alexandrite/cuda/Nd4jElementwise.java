package dev.alexandrite.cuda;

import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arithmetic element by element. */
final class Nd4jElementwise {
  private Nd4jElementwise() {}

  static Nd4jPlan plan(ElementwiseOp op, Nd4jBackend backend) {
    return new Nd4jPlan(backend, "elementwise", 0, (tensors, rows) -> script(op, tensors, rows));
  }

  private static Nd4jPlan.Script script(ElementwiseOp op, Tensors tensors, int rows) {
    long elements = (long) (op.output().batched() ? rows : 1) * op.output().shape().elements();
    INDArray x = tensors.input(0, elements);
    INDArray y = tensors.output(0, elements);
    return switch (op) {
      case ElementwiseOp.Add add -> {
        var others =
            IntStream.range(1, add.terms()).mapToObj(i -> tensors.input(i, elements)).toList();
        yield _ -> {
          y.assign(x);
          others.forEach(y::addi);
        };
      }
      case ElementwiseOp.Binary _ -> {
        INDArray other = tensors.input(1, elements);
        yield _ -> x.mul(other, y);
      }
      case ElementwiseOp.Unary(UnaryFunction.Scale(float factor), var _) -> _ -> x.mul(factor, y);
      default -> throw new UnsupportedOperationException("basis: " + op);
    };
  }
}
