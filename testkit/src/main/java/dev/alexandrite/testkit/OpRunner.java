package dev.alexandrite.testkit;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.Signature;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs one operator from host arrays. It is unkind on purpose: what a backend must not read (rows
 * beyond the batch, outputs before they are written, the workspace) holds NaN.
 */
public final class OpRunner {
  private final Backend backend;
  private final int capacity;
  private final OpPlan plan;
  private final List<TensorSpec> inputSpecs;
  private final List<TensorSpec> outputSpecs;
  private final Map<String, Buffer> buffers = new HashMap<>();
  private final Buffer packed;
  private final Buffer workspace;

  private OpRunner(
      Backend backend, Op op, int capacity, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    this.backend = backend;
    this.capacity = capacity;
    this.plan = backend.plan(op, capacity);
    this.inputSpecs = inputs;
    this.outputSpecs = outputs;
    this.packed = backend.allocate(plan.packedElements());
    this.workspace = backend.allocate(plan.workspaceElements());
  }

  /**
   * Plans an operator and runs it once.
   *
   * @param backend where
   * @param op the description
   * @param capacity the rows to plan for
   * @param rows the rows to run
   * @param state scalars of the run; its rows are set
   * @param in the inputs, in the description's order
   * @param inputs their values, row-major, {@code rows} examples where batched
   * @param out the outputs; one with the name of an input shares its memory
   * @return the outputs' values, {@code rows} examples where batched
   */
  public static List<float[]> run(
      Backend backend,
      Op op,
      int capacity,
      int rows,
      RunState state,
      List<TensorSpec> in,
      List<float[]> inputs,
      List<TensorSpec> out) {
    state.rows = rows;
    return new OpRunner(backend, op, capacity, in, out).run(inputs, state);
  }

  /**
   * What an operator reads.
   *
   * @param op the description
   * @return its inputs, in order
   */
  public static List<TensorSpec> inputs(Op op) {
    return op.signature().inputs().stream().map(Signature.Tensor::spec).toList();
  }

  /**
   * What an operator writes.
   *
   * @param op the description
   * @return its outputs, in order
   */
  public static List<TensorSpec> outputs(Op op) {
    return op.signature().outputs().stream().map(Signature.Tensor::spec).toList();
  }

  /**
   * Plans a case and runs it once, on inputs drawn from its name.
   *
   * @param backend where
   * @param test the case
   * @param reference computes what a gradient reads of its forward operator
   * @return the outputs' values, {@code rows} examples where batched
   */
  public static List<float[]> run(Backend backend, OpCase test, Backend reference) {
    return plan(backend, test).run(CaseValues.inputs(test, reference), test.state());
  }

  /** Plans a case for several runs, with tensors of its own. */
  static OpRunner plan(Backend backend, OpCase test) {
    Op op = test.op();
    return new OpRunner(backend, op, test.capacity(), inputs(op), outputs(op));
  }

  /** The same, with the first output in the memory of the input that it may overwrite. */
  static OpRunner planInPlace(Backend backend, OpCase test) {
    Op op = test.op();
    List<TensorSpec> inputs = inputs(op);
    List<TensorSpec> outputs = new ArrayList<>(outputs(op));
    TensorSpec y = outputs.getFirst();
    String name = inputs.get(op.signature().overwrites().orElseThrow()).name();
    outputs.set(0, new TensorSpec(name, y.shape(), y.batched()));
    return new OpRunner(backend, op, test.capacity(), inputs, outputs);
  }

  String algorithm() {
    return plan.algorithm();
  }

  List<float[]> run(List<float[]> inputs, RunState state) {
    outputSpecs.forEach(this::poison);
    for (int i = 0; i < inputSpecs.size(); i++) {
      upload(inputSpecs.get(i), inputs.get(i), state.rows);
    }
    poisonWorkspace();
    Buffer[] in = buffers(inputSpecs);
    plan.pack(in, packed);
    plan.run(in, buffers(outputSpecs), packed, workspace, state);
    List<float[]> outputs = new ArrayList<>();
    for (TensorSpec spec : outputSpecs) {
      float[] values = new float[Math.toIntExact(spec.elements(state.rows))];
      backend.download(buffer(spec), spec, state.rows, values);
      outputs.add(values);
    }
    return outputs;
  }

  /** One buffer a name, so that an output of an input's name shares its memory. */
  private Buffer buffer(TensorSpec spec) {
    return buffers.computeIfAbsent(spec.name(), _ -> backend.allocate(spec.elements(capacity)));
  }

  private Buffer[] buffers(List<TensorSpec> specs) {
    return specs.stream().map(this::buffer).toArray(Buffer[]::new);
  }

  private void poison(TensorSpec spec) {
    upload(spec, new float[0], 0);
  }

  private void poisonWorkspace() {
    int size = Math.toIntExact(workspace.elements());
    if (size > 0) {
      float[] nan = new float[size];
      Arrays.fill(nan, Float.NaN);
      backend.upload(nan, new TensorSpec("workspace", Shape.of(size), false), 1, workspace);
    }
  }

  private void upload(TensorSpec spec, float[] values, int rows) {
    long expected = rows == 0 ? 0 : spec.elements(rows);
    if (values.length != expected) {
      throw new IllegalArgumentException(
          spec.name() + " needs " + expected + " values, found " + values.length);
    }
    float[] padded = Arrays.copyOf(values, Math.toIntExact(spec.elements(capacity)));
    Arrays.fill(padded, values.length, padded.length, Float.NaN);
    backend.upload(padded, spec, capacity, buffer(spec));
  }
}
