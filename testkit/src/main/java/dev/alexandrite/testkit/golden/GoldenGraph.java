package dev.alexandrite.testkit.golden;

import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.testkit.OpRunner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A few operators, what goes in and what must come out; independent of any backend. */
final class GoldenGraph {
  private final int rows;
  private final Map<String, TensorSpec> tensors = new LinkedHashMap<>();
  private final Map<String, float[]> inputs = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Expectation> expectations = new ArrayList<>();

  GoldenGraph(int rows) {
    this.rows = rows;
  }

  /** Adds an operator whose tensors bear the names of the operator's signature. */
  GoldenGraph step(Op op) {
    return step(op, names(OpRunner.inputs(op)), names(OpRunner.outputs(op)));
  }

  /** Adds an operator whose tensors bear other names, in the description's order. */
  GoldenGraph step(Op op, List<String> reads, List<String> writes) {
    declare(reads, OpRunner.inputs(op));
    declare(writes, OpRunner.outputs(op));
    steps.add(new Step(op, reads, writes));
    return this;
  }

  private void declare(List<String> names, List<TensorSpec> specs) {
    for (int i = 0; i < names.size(); i++) {
      TensorSpec spec = specs.get(i);
      tensors.putIfAbsent(names.get(i), new TensorSpec(names.get(i), spec.shape(), spec.batched()));
    }
  }

  private static List<String> names(List<TensorSpec> specs) {
    return specs.stream().map(TensorSpec::name).toList();
  }

  /** Gives a tensor its values, {@code rows} examples if it is batched. */
  GoldenGraph input(String tensor, float[] values) {
    inputs.put(tensor, values);
    return this;
  }

  GoldenGraph expect(String tensor, float[] values) {
    return expect(tensor, values, UnaryOperator.identity());
  }

  /** Expects values that the host derives from a tensor, such as a sum. */
  GoldenGraph expect(String tensor, float[] values, UnaryOperator<float[]> derived) {
    expectations.add(new Expectation(tensor, values, derived));
    return this;
  }

  /** The sum over a divisor, as one value: a mean, perhaps a weighted one. */
  static float[] sum(float[] values, double divisor) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return new float[] {(float) (sum / divisor)};
  }

  int rows() {
    return rows;
  }

  Map<String, TensorSpec> tensors() {
    return tensors;
  }

  Map<String, float[]> inputs() {
    return inputs;
  }

  List<Step> steps() {
    return steps;
  }

  List<Expectation> expectations() {
    return expectations;
  }

  /**
   * An operator.
   *
   * @param op the description
   * @param reads names of its inputs
   * @param writes names of its outputs
   */
  record Step(Op op, List<String> reads, List<String> writes) {}

  /**
   * What must come out.
   *
   * @param tensor the tensor's name
   * @param values the truth
   * @param derived what is compared with it, computed from the tensor
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Expectation(String tensor, float[] values, UnaryOperator<float[]> derived) {}
}
