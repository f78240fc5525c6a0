package dev.alexandrite.core.plan;

import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpGraph.Step;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.Signature;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A graph while it grows: values without memory, steps in running order. */
final class GraphBuilder {
  private final List<TensorSpec> values = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Integer> persistent = new LinkedHashMap<>();

  /** A new temporary value with a row an example. */
  int batched(String name, Shape shape) {
    values.add(new TensorSpec(name, shape, true));
    return values.size() - 1;
  }

  /** A new temporary value without a batch dimension. */
  int whole(String name, Shape shape) {
    values.add(new TensorSpec(name, shape, false));
    return values.size() - 1;
  }

  /** A new temporary value of a kind. */
  int value(String name, Operand kind) {
    return kind.batched() ? batched(name, kind.shape()) : whole(name, kind.shape());
  }

  /** What kind of value that is. */
  Operand operand(int value) {
    return new Operand(values.get(value).shape(), values.get(value).batched());
  }

  /** The persistent value of that name, the same id each time. */
  int persistent(String name, Shape shape) {
    return persistent.computeIfAbsent(name, n -> whole(n, shape));
  }

  /** Adds an operator over values that are what its signature says. */
  void step(String layer, Op op, List<Integer> inputs, List<Integer> outputs) {
    check(layer, op, op.signature().inputs(), inputs);
    check(layer, op, op.signature().outputs(), outputs);
    steps.add(new Step(layer, op, inputs, outputs));
  }

  private void check(String layer, Op op, List<Signature.Tensor> tensors, List<Integer> ids) {
    boolean fits = tensors.size() == ids.size();
    for (int i = 0; fits && i < ids.size(); i++) {
      TensorSpec value = values.get(ids.get(i));
      Signature.Tensor tensor = tensors.get(i);
      // What is one tensor for all examples lies row-major, whatever its axes.
      fits =
          value.batched() == tensor.batched()
              && (value.batched()
                  ? value.shape().equals(tensor.shape())
                  : value.shape().elements() == tensor.shape().elements());
    }
    if (!fits) {
      throw new IllegalStateException(
          "layer "
              + layer
              + " was lowered to "
              + op
              + " over "
              + ids.stream().map(values::get).toList()
              + ", expected "
              + tensors);
    }
  }

  /** Takes other steps instead, over the values that there are. */
  void replaceSteps(List<Step> others) {
    List<Step> copy = List.copyOf(others);
    steps.clear();
    steps.addAll(copy);
  }

  /** Moves such steps, and those that read what they write, behind all others, in their order. */
  void postpone(Predicate<Step> late) {
    List<Step> early = new ArrayList<>();
    List<Step> postponed = new ArrayList<>();
    Set<Integer> written = new HashSet<>();
    for (Step step : steps) {
      if (late.test(step) || step.inputs().stream().anyMatch(written::contains)) {
        postponed.add(step);
        written.addAll(step.outputs());
      } else {
        early.add(step);
      }
    }
    steps.clear();
    steps.addAll(early);
    steps.addAll(postponed);
  }

  Shape shape(int value) {
    return values.get(value).shape();
  }

  List<TensorSpec> values() {
    return values;
  }

  List<Step> steps() {
    return steps;
  }

  boolean isPersistent(int value) {
    return persistent.containsValue(value);
  }

  List<TensorSpec> persistentTensors() {
    return persistent.values().stream().map(values::get).toList();
  }
}
