package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;

/** An operator that is one {@link Correlation} of its first input with its second. */
final class CorrelationPlan implements OpPlan {
  private final Correlation correlation;
  private final boolean bias;
  private final CpuBuffer noBias;

  /**
   * Plans.
   *
   * @param correlation what runs
   * @param outputs output channels of all groups
   * @param bias whether the third input holds biases
   */
  CorrelationPlan(Correlation correlation, int outputs, boolean bias) {
    this.correlation = correlation;
    this.bias = bias;
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
    correlation.run(
        CpuBuffer.of(inputs[0]),
        CpuBuffer.of(packed),
        bias ? CpuBuffer.of(inputs[2]) : noBias,
        CpuBuffer.of(outputs[0]),
        CpuBuffer.of(workspace),
        state.rows);
  }
}
