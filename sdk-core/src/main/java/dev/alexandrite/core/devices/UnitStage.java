package dev.alexandrite.core.devices;

import dev.alexandrite.core.devices.Shard.Finished;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A section in which the device computes all examples with its own units. */
final class UnitStage implements Stage {
  private final @Nullable Exchange before;
  private final Shard shard;
  private final List<Bucket> buckets;
  private final float[] input;
  private final float[] output;
  private final float[] outputGradient;
  private final float[] inputGradient;

  UnitStage(
      @Nullable Exchange before,
      Shard shard,
      List<Bucket> buckets,
      int inputElements,
      int outputElements,
      int batch) {
    this.before = before;
    this.shard = shard;
    this.buckets = buckets;
    int read = before == null ? 0 : batch * inputElements; // the first one reads the images
    this.input = new float[read];
    this.inputGradient = new float[read];
    this.output = new float[batch * outputElements];
    this.outputGradient = new float[batch * outputElements];
  }

  @Override
  public @Nullable Exchange before() {
    return before;
  }

  @Override
  public float[] input() {
    return input;
  }

  @Override
  public float[] output() {
    return output;
  }

  @Override
  public float[] outputGradient() {
    return outputGradient;
  }

  @Override
  public float[] inputGradient() {
    return inputGradient;
  }

  @Override
  public List<Bucket> buckets() {
    return buckets;
  }

  @Override
  public List<Shard> shards() {
    return List.of(shard);
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  public void forward(StepInputs inputs) {
    shard.forward(inputs, before == null ? inputs.images : input, output);
  }

  @Override
  public void backward(StepInputs inputs, Finished finished) {
    shard.backward(outputGradient, buckets, 0, finished, before == null ? null : inputGradient);
  }
}
