package dev.alexandrite.core.devices;

import dev.alexandrite.core.devices.Shard.Finished;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A section in which the device computes all examples with its own units. */
final class UnitStage extends Stage {
  private final Shard shard;

  UnitStage(
      @Nullable Exchange before,
      Shard shard,
      List<GradientBucket> buckets,
      int inputElements,
      int outputElements,
      int batch) {
    super(
        before,
        List.of(shard),
        buckets,
        before == null ? 0 : batch * inputElements,
        batch * outputElements);
    this.shard = shard;
  }

  @Override
  boolean shared() {
    return false;
  }

  @Override
  void forward(StepInputs inputs) {
    shard.forward(inputs, before() == null ? inputs.images : input(), output());
  }

  @Override
  void backward(StepInputs inputs, Finished finished) {
    shard.backward(
        outputGradient(), buckets(), 0, finished, before() == null ? null : inputGradient());
  }
}
