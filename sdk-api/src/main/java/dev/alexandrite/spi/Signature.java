package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The tensors of an operator, in the order of its description. Planner, checks and tests read it,
 * so that nobody else has to know the operator.
 *
 * <p>An output that bears the name of an input is updated in place: both are one tensor. The
 * gradient of a tensor is named {@code d} and its name.
 *
 * @param inputs what it reads
 * @param outputs what it writes
 * @param overwrites the place of the input whose memory the first output may share although it has
 *     another name, if there is one
 */
public record Signature(List<Tensor> inputs, List<Tensor> outputs, OptionalInt overwrites) {
  /** Copies the lists. */
  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** What the values of a tensor may be. */
  public enum Domain {
    /** Any number. */
    REAL,
    /** A number above 0, such as a variance. */
    POSITIVE,
    /** A whole number from 0 to a limit, such as a class. */
    INDEX
  }

  /**
   * One tensor.
   *
   * @param name unique among the inputs, and among the outputs
   * @param shape one example if batched, the whole tensor if not
   * @param batched whether there is a row an example
   * @param domain what its values may be
   * @param limit the number of indices; 0 if they are none
   */
  public record Tensor(String name, Shape shape, boolean batched, Domain domain, int limit) {
    /**
     * Without the domain.
     *
     * @return the description of a value
     */
    public TensorSpec spec() {
      return new TensorSpec(name, shape, batched);
    }

    Tensor positive() {
      return new Tensor(name, shape, batched, Domain.POSITIVE, 0);
    }

    Tensor index(int count) {
      return new Tensor(name, shape, batched, Domain.INDEX, count);
    }
  }

  static Tensor batched(String name, Shape shape) {
    return new Tensor(name, shape, true, Domain.REAL, 0);
  }

  static Tensor whole(String name, Shape shape) {
    return new Tensor(name, shape, false, Domain.REAL, 0);
  }

  static Tensor tensor(String name, Operand operand) {
    return new Tensor(name, operand.shape(), operand.batched(), Domain.REAL, 0);
  }

  /** Operands as inputs {@code x0}, {@code x1} and so on. */
  static List<Tensor> numbered(List<Operand> operands) {
    return IntStream.range(0, operands.size())
        .mapToObj(i -> tensor("x" + i, operands.get(i)))
        .toList();
  }

  static Signature of(List<Tensor> inputs, Tensor... outputs) {
    return new Signature(inputs, List.of(outputs), OptionalInt.empty());
  }

  /** The same, where the first output may lie in an input's memory. */
  Signature overwriting(int input) {
    return new Signature(inputs, outputs, OptionalInt.of(input));
  }

  @Override
  public String toString() {
    return inputs
        + " to "
        + outputs
        + (overwrites.isPresent() ? ", over input " + overwrites.getAsInt() : "");
  }
}
