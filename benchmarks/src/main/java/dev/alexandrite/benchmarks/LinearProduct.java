package dev.alexandrite.benchmarks;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * A matrix product as a training step runs it, by a plan of the backend. Packing the weights
 * counts, since they change in every step.
 */
final class LinearProduct implements Workload {
  private final int rows;
  private final LinearOp op;
  private final Backend backend;
  private final OpPlan plan;
  private final Buffer[] inputs;
  private final Buffer[] outputs;
  private final List<TensorSpec> outputSpecs;
  private final Buffer packed;
  private final Buffer workspace;
  private final RunState state = new RunState();

  LinearProduct(LinearOp op, int rows, Settings settings) {
    this.op = op;
    this.rows = rows;
    this.backend = AlexandriteTrainStep.cpu().create(new BackendOptions(settings.threads()));
    this.plan = backend.plan(op, rows);
    this.packed = backend.allocate(plan.packedElements());
    this.workspace = backend.allocate(plan.workspaceElements());
    TensorSpec x = new TensorSpec("x", Shape.of(op.inputs()), true);
    TensorSpec y = new TensorSpec("y", Shape.of(op.outputs()), true);
    TensorSpec weights = new TensorSpec("weights", Shape.of(op.outputs(), op.inputs()), false);
    TensorSpec biases = new TensorSpec("biases", Shape.of(op.outputs()), false);
    List<TensorSpec> inputSpecs =
        switch (op) {
          case LinearOp.Forward forward ->
              forward.bias() ? List.of(x, weights, biases) : List.of(x, weights);
          case LinearOp.InputGradient _ -> List.of(y, weights);
          case LinearOp.WeightGradient _ -> List.of(x, y);
        };
    this.outputSpecs =
        switch (op) {
          case LinearOp.Forward _ -> List.of(y);
          case LinearOp.InputGradient _ -> List.of(x);
          case LinearOp.WeightGradient gradient ->
              gradient.bias() ? List.of(weights, biases) : List.of(weights);
        };
    this.inputs = inputSpecs.stream().map(this::random).toArray(Buffer[]::new);
    this.outputs = outputSpecs.stream().map(this::empty).toArray(Buffer[]::new);
    state.rows = rows;
  }

  private Buffer random(TensorSpec spec) {
    Buffer buffer = empty(spec);
    int elements = Math.toIntExact(spec.elements(rows));
    backend.upload(ExampleBatch.pixels(1, elements, 1), spec, rows, buffer);
    return buffer;
  }

  private Buffer empty(TensorSpec spec) {
    return backend.allocate(spec.elements(rows));
  }

  @Override
  public void run() {
    plan.pack(inputs, packed);
    plan.run(inputs, outputs, packed, workspace, state);
  }

  @Override
  public double size() {
    return 2e-9 * rows * op.inputs() * op.outputs();
  }

  @Override
  public double check() {
    TensorSpec spec = outputSpecs.getFirst();
    float[] values = new float[Math.toIntExact(spec.elements(rows))];
    backend.download(outputs[0], spec, rows, values);
    return values[0];
  }

  @Override
  public void close() {
    backend.close();
  }
}
