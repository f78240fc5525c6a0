package dev.alexandrite.cpu;

import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.UnaryFunction;

/** Plans sums, products and multiples, element by element. */
final class SimdElementwise {
  private SimdElementwise() {}

  static OpPlan plan(ElementwiseOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case ElementwiseOp.Add add -> new Add(add, pool);
      case ElementwiseOp.Binary binary -> new Multiply(binary, pool);
      case ElementwiseOp.Unary(UnaryFunction.Scale(float factor), Operand output) ->
          new Scale(factor, output, pool);
      default -> throw new UnsupportedOperationException("basis: " + op);
    };
  }

  private static final class Add extends FlatPlan {
    Add(ElementwiseOp.Add op, WorkerPool pool) {
      super("add", pool, op.output().shape().elements(), op.output().batched());
    }

    @Override
    void range(int from, int count) {
      CpuBuffer sum = output(0);
      CpuBuffer first = input(0);
      int at = sum.offset() + from;
      if (inputs() == 1) {
        System.arraycopy(first.array(), first.offset() + from, sum.array(), at, count);
        return;
      }
      // The first addition reads both its terms before it overwrites one that shares the memory.
      CpuBuffer left = first;
      for (int i = 1; i < inputs(); i++) {
        CpuBuffer right = input(i);
        Arithmetic.add(
            left.array(),
            left.offset() + from,
            right.array(),
            right.offset() + from,
            sum.array(),
            at,
            count);
        left = sum;
      }
    }
  }

  private static final class Multiply extends FlatPlan {
    Multiply(ElementwiseOp.Binary op, WorkerPool pool) {
      super("multiply", pool, op.output().shape().elements(), true);
    }

    @Override
    void range(int from, int count) {
      CpuBuffer a = input(0);
      CpuBuffer b = input(1);
      CpuBuffer y = output(0);
      Arithmetic.multiply(
          a.array(),
          a.offset() + from,
          b.array(),
          b.offset() + from,
          y.array(),
          y.offset() + from,
          count);
    }
  }

  private static final class Scale extends FlatPlan {
    private final float factor;

    Scale(float factor, Operand output, WorkerPool pool) {
      super("scale", pool, output.shape().elements(), output.batched());
      this.factor = factor;
    }

    @Override
    void range(int from, int count) {
      CpuBuffer x = input(0);
      CpuBuffer y = output(0);
      Arithmetic.scale(x.array(), x.offset() + from, factor, y.array(), y.offset() + from, count);
    }
  }
}
