package dev.alexandrite.benchmarks;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.TensorSpec;
import java.util.List;

/**
 * One operator at one size.
 *
 * @param name the name in the report
 * @param op the operator
 * @param rows examples in a run of the backend {@code cpu}
 * @param scalarRows examples in a run of the backend {@code scalar}, which is slow; its results on
 *     these are what those of {@code cpu} on all rows are checked against
 * @param inputs in the order of the description
 * @param outputs in the order of the description; one with the name of an input is written in its
 *     place
 */
record Kernel(
    String name, Op op, int rows, int scalarRows, List<Operand> inputs, List<TensorSpec> outputs) {

  /**
   * Arithmetic for each byte from which on the arithmetic is the narrower roof. Machines differ,
   * from about 5 to 15, but nothing that is measured here lies near.
   */
  private static final double BALANCE = 16;

  Kernel {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    if (scalarRows < 1 || rows % scalarRows != 0) {
      throw new IllegalArgumentException(
          name + ": " + rows + " rows are no multiple of the " + scalarRows + " that are checked");
    }
  }

  /** The rows of one run on a backend. */
  int rowsOn(String backend) {
    return backend.equals("scalar") ? scalarRows : rows;
  }

  /** Whether the FMA peak bounds the kernel; else the bandwidth of memory does. */
  boolean boundByArithmetic() {
    return gigaflop(rows) > BALANCE * gigabytes(rows);
  }

  /** The arithmetic of one run by the direct algorithm, whatever the backend's; 0 if negligible. */
  double gigaflop(int runRows) {
    return switch (op) {
      case ConvolutionOp convolution -> 2e-9 * convolution.geometry().multiplyAdds() * runRows;
      case LinearOp linear ->
          2e-9 * linear.rowsPerExample() * linear.inputs() * linear.outputs() * runRows;
      default -> 0;
    };
  }

  /** What one run has to move: every input read once, every output written once. */
  double gigabytes(int runRows) {
    long elements = 0;
    for (Operand input : inputs) {
      elements += input.spec().elements(runRows);
    }
    for (TensorSpec output : outputs) {
      elements += output.elements(runRows);
    }
    return elements * Float.BYTES * 1e-9;
  }

  /**
   * What an output is multiplied by when the rows repeat: gradients of weights are sums over the
   * batch, the loss is a mean.
   */
  double factorOfRepetition(int output) {
    double times = (double) rows / scalarRows;
    return switch (op) {
      case ConvolutionOp.WeightGradient _ -> times;
      case LinearOp.WeightGradient _ -> times;
      case LossOp _ when output == 1 -> 1 / times;
      default -> 1;
    };
  }
}
