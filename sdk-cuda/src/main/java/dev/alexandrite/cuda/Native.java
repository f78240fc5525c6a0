package dev.alexandrite.cuda;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

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
