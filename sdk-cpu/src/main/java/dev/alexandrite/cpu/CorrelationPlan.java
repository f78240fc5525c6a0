package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;

/** An operator that is one {@link Correlation} of its first input with its second. */
final class CorrelationPlan implements OpPlan {
  private final Correlation correlation;
  private final boolean bias;
  private final Finish finish;
  private final CpuBuffer noBias;

  /**
   * Plans.
   *
   * @param correlation what runs
   * @param outputs output channels of all groups
   * @param bias whether the third input holds biases
   * @param finish what happens to the results; its inputs follow
   */
  CorrelationPlan(Correlation correlation, int outputs, boolean bias, Finish finish) {
    this.correlation = correlation;
    this.bias = bias;
    this.finish = finish;
    this.noBias = bias ? CpuBuffer.EMPTY : CpuBuffer.zeros(outputs);
  }

  /** What runs. */
  Correlation correlation() {
    return correlation;
  }

  @Override
  public String algorithm() {
    return correlation.algorithm();
  }

  @Override
  public long workspaceElements() {
    return correlation.workspaceElements();
  }

  @Override
  public long packedElements() {
    return correlation.packedElements();
  }

  @Override
  public void pack(Buffer[] inputs, Buffer packed) {
    correlation.pack(CpuBuffer.of(inputs[1]), CpuBuffer.of(packed));
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    CpuBuffer y = CpuBuffer.of(outputs[0]);
    finish.start(inputs, bias ? 3 : 2, y);
    correlation.run(
        CpuBuffer.of(inputs[0]),
        CpuBuffer.of(packed),
        bias ? CpuBuffer.of(inputs[2]) : noBias,
        y,
        CpuBuffer.of(workspace),
        state.rows);
  }
}
