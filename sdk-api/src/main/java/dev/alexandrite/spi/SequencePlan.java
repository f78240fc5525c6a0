package dev.alexandrite.spi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several operators one after another in the memory of the last one's output: how a backend that
 * has no kernel for {@link ConvolutionOp.NormalizedForward} computes it. Each operator but the
 * first reads the result so far as its first input and may write it while it reads, as all of
 * {@link ConvolutionOp.NormalizedForward#steps()} may.
 */
public final class SequencePlan implements OpPlan {
  private final List<Part> parts;

  /** An operator, the inputs that are its own, and where they begin among those of all. */
  private record Part(OpPlan plan, Buffer[] inputs, int from, boolean first) {
    int own() {
      return first ? inputs.length : inputs.length - 1;
    }

    Buffer[] inputs(Buffer[] all, Buffer result) {
      if (!first) {
        inputs[0] = result;
      }
      System.arraycopy(all, from, inputs, first ? 0 : 1, own());
      return inputs;
    }
  }

  private SequencePlan(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Plans the operators.
   *
   * @param fused what they make up
   * @param backend plans each
   * @param capacity the largest number of rows
   * @return the plan
   */
  public static SequencePlan of(
      ConvolutionOp.NormalizedForward fused, Backend backend, int capacity) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (Op op : fused.steps()) {
      int inputs = op.signature().inputs().size();
      Part part = new Part(backend.plan(op, capacity), new Buffer[inputs], from, parts.isEmpty());
      parts.add(part);
      from += part.own();
    }
    return new SequencePlan(List.copyOf(parts));
  }

  /** How many operators, and how the first is computed. */
  @Override
  public String toString() {
    return parts.size() + " operators one after another, the first by " + algorithm();
  }

  @Override
  public String algorithm() {
    return parts.getFirst().plan.algorithm();
  }

  @Override
  public long workspaceElements() {
    return parts.stream().mapToLong(part -> part.plan.workspaceElements()).max().orElseThrow();
  }

  @Override
  public long packedElements() {
    return parts.getFirst().plan.packedElements();
  }

  @Override
  public void pack(Buffer[] inputs, Buffer packed) {
    Part first = parts.getFirst();
    first.plan.pack(Arrays.copyOf(inputs, first.own()), packed);
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      part.plan.run(part.inputs(inputs, outputs[0]), outputs, packed, workspace, state);
    }
  }
}
