package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;

/**
 * What the plans of the simple operators share: the buffers of the current run, kept in fields so
 * that tasks are made once and a run allocates nothing once its code is compiled.
 */
abstract class SimdPlan implements OpPlan {
  private static final Buffer[] NONE = {};

  private final String algorithm;
  private final WorkerPool pool;
  private Buffer[] inputs = NONE;
  private Buffer[] outputs = NONE;
  private CpuBuffer scratch = new CpuBuffer(new float[0], 0, 0);

  SimdPlan(String algorithm, WorkerPool pool) {
    this.algorithm = algorithm;
    this.pool = pool;
  }

  @Override
  public final String algorithm() {
    return algorithm;
  }

  @Override
  public final void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.scratch = CpuBuffer.of(workspace);
    compute(state);
  }

  /** Computes the outputs from the inputs. */
  abstract void compute(RunState state);

  final CpuBuffer input(int i) {
    return CpuBuffer.of(inputs[i]);
  }

  final CpuBuffer output(int i) {
    return CpuBuffer.of(outputs[i]);
  }

  final CpuBuffer workspace() {
    return scratch;
  }

  final int inputs() {
    return inputs.length;
  }

  final void parallel(ParallelTask task, int tasks) {
    pool.run(task, tasks);
  }
}
