package dev.alexandrite.benchmarks;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A kernel on a backend: planned, inputs uploaded, parameters packed. */
final class BoundKernel {
  private static final float RATE = 0.01f;

  private final Kernel kernel;
  private final Backend backend;
  private final int rows;
  private final OpPlan plan;
  private final Buffer[] inputs;
  private final Buffer[] outputs;
  private final Buffer packed;
  private final Buffer workspace;
  private final RunState state = new RunState();

  /**
   * Binds a kernel.
   *
   * @param values what the inputs hold, row-major, of {@link Kernel#scalarRows} rows; they are
   *     repeated until there are {@code rows}
   */
  BoundKernel(Kernel kernel, Backend backend, int rows, List<float[]> values) {
    this.kernel = kernel;
    this.backend = backend;
    this.rows = rows;
    this.plan = backend.plan(kernel.op(), rows);
    Map<String, Buffer> byName = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      TensorSpec spec = kernel.inputs().get(i).spec();
      Buffer buffer = backend.allocate(spec.elements(rows));
      int size = Math.toIntExact(spec.elements(rows));
      backend.upload(repeat(values.get(i), size), spec, rows, buffer);
      byName.put(spec.name(), buffer);
    }
    this.inputs =
        kernel.inputs().stream()
            .map(input -> byName.get(input.spec().name()))
            .toArray(Buffer[]::new);
    this.outputs =
        kernel.outputs().stream()
            .map(
                spec ->
                    byName.computeIfAbsent(spec.name(), _ -> backend.allocate(spec.elements(rows))))
            .toArray(Buffer[]::new);
    this.packed = backend.allocate(plan.packedElements());
    this.workspace = backend.allocate(plan.workspaceElements());
    plan.pack(inputs, packed);
    state.rows = rows;
    state.learningRate = RATE;
  }

  /** The values of the given size that begin with these and repeat them. */
  static float[] repeat(float[] values, int size) {
    float[] repeated = new float[size];
    for (int start = 0; start < size; start += values.length) {
      System.arraycopy(values, 0, repeated, start, values.length);
    }
    return repeated;
  }

  String algorithm() {
    return plan.algorithm();
  }

  void run() {
    plan.run(inputs, outputs, packed, workspace, state);
  }

  /** Row-major. */
  List<float[]> results() {
    List<float[]> results = new ArrayList<>();
    for (int i = 0; i < outputs.length; i++) {
      TensorSpec spec = kernel.outputs().get(i);
      float[] host = new float[Math.toIntExact(spec.elements(rows))];
      backend.download(outputs[i], spec, rows, host);
      results.add(host);
    }
    return results;
  }
}
