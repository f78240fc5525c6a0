package dev.alexandrite.cuda;

import dev.alexandrite.spi.MatMulOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Matrix products; what is broadcast is a view that does not move along an axis. */
final class Nd4jMatMul {
  private Nd4jMatMul() {}

  static Nd4jPlan plan(MatMulOp op, Nd4jBackend backend) {
    return new Nd4jPlan(
        backend,
        "matmul",
        0,
        (tensors, rows) -> {
          Runnable product = isOneProduct(op) ? one(op, tensors, rows) : stacked(op, tensors, rows);
          return _ -> product.run();
        });
  }

  /** Whether the rows of all of a's matrices meet the same b. */
  private static boolean isOneProduct(MatMulOp op) {
    boolean oneMatrix = !op.b().batched() && op.b().shape().elements() == op.depth() * op.columns();
    boolean everyRow =
        op.a().batched() == op.output().batched()
            && op.a().shape().elements() == op.stack().elements() * op.rows() * op.depth();
    return oneMatrix && everyRow && !op.transposeA();
  }

  private static Runnable one(MatMulOp op, Tensors tensors, int rows) {
    long height = (long) Strides.examples(op.output(), rows) * op.stack().elements() * op.rows();
    long[] b =
        op.transposeB()
            ? new long[] {op.columns(), op.depth()}
            : new long[] {op.depth(), op.columns()};
    return Native.product(
        tensors.input(0, height, op.depth()),
        false,
        tensors.input(1, b),
        op.transposeB(),
        tensors.output(0, height, op.columns()));
  }

  private static Runnable stacked(MatMulOp op, Tensors tensors, int rows) {
    Operand output = op.output();
    return Native.product(
        matrices(tensors.input(0), op.a(), output, op.rows(), op.depth(), op.transposeA(), rows),
        op.transposeA(),
        matrices(tensors.input(1), op.b(), output, op.depth(), op.columns(), op.transposeB(), rows),
        op.transposeB(),
        tensors.output(0, Strides.sizes(output, output.shape().rank(), rows)));
  }

  private static INDArray matrices(
      Nd4jBuffer buffer,
      Operand operand,
      Operand output,
      int height,
      int width,
      boolean transposed,
      int rows) {
    int rank = output.shape().rank();
    List<Integer> sizes = new ArrayList<>(output.shape().dimensions());
    sizes.set(rank - 2, transposed ? width : height);
    sizes.set(rank - 1, transposed ? height : width);
    return Strides.repeated(operand, output.withShape(new Shape(sizes)), rows).in(buffer);
  }
}
