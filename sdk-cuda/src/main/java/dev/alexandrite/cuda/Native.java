package dev.alexandrite.cuda;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.transforms.comparison.CompareAndSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.conditions.Conditions;

/** An operator of ND4J by its name there, with its arguments; it can be run again and again. */
final class Native {
  private Native() {}

  /** An operator with integer arguments. */
  static Runnable of(
      String name, List<INDArray> inputs, List<INDArray> outputs, long... arguments) {
    DynamicCustomOp op =
        DynamicCustomOp.builder(name)
            .addInputs(inputs.toArray(INDArray[]::new))
            .addOutputs(outputs.toArray(INDArray[]::new))
            .build();
    op.addIArgument(arguments);
    return () -> Nd4j.getExecutioner().exec(op);
  }

  /** One of ND4J's older operators, which have classes and no names. */
  static Runnable of(Op op) {
    return () -> Nd4j.getExecutioner().exec(op);
  }

  /** {@code result = min(max(x, low), high)}; NaN stays. */
  static Runnable clip(INDArray x, INDArray result, double low, double high) {
    Runnable raise = of(new CompareAndSet(x, result, low, Conditions.lessThan(low)));
    Runnable lower = of(new CompareAndSet(result, result, high, Conditions.greaterThan(high)));
    return () -> {
      raise.run();
      lower.run();
    };
  }

  /** {@code target = NaN} where another array of the same shape is. */
  static Runnable takeNaN(INDArray source, INDArray target) {
    return of(new CompareAndSet(target, source, target, Conditions.isNan()));
  }

  /** Adds rows to those of a table that have the numbers, one after the other. */
  static Runnable addRows(INDArray table, INDArray numbers, INDArray rows) {
    DynamicCustomOp op =
        DynamicCustomOp.builder("scatter_add")
            .addInputs(table, numbers, rows)
            .addOutputs(table)
            .build();
    op.addBArgument(true); // no two at once: a row may be met again
    return () -> Nd4j.getExecutioner().exec(op);
  }

  /** An operator on two arrays, of which one may be repeated along axes of length 1. */
  static Runnable pair(String name, INDArray a, INDArray b, INDArray result) {
    return of(name, List.of(a, b), List.of(result));
  }

  /** {@code result = a·b}, each perhaps transposed in its last two axes. */
  static Runnable product(
      INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray result) {
    return of("matmul", List.of(a, b), List.of(result), transposeA ? 1 : 0, transposeB ? 1 : 0);
  }
}
