package dev.alexandrite.core.devices;

import dev.alexandrite.core.devices.Shard.Finished;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One section on one device: its shards, and the arrays in which it meets its neighbours. */
interface Stage {
  /** What crosses before the section; null for the first. */
  @Nullable Exchange before();

  /** Receives the input; empty for the first section, which reads the images. */
  float[] input();

  /** The output after the forward pass. */
  float[] output();

  /** Receives the gradient by the output. */
  float[] outputGradient();

  /** The gradient by the input after the backward pass; empty for the first section. */
  float[] inputGradient();

  /** The gradients by parameters in the order in which they are finished. */
  List<Bucket> buckets();

  void forward(StepInputs inputs);

  void backward(StepInputs inputs, Finished finished);

  /** Whether gradients have to be added up over the devices. */
  boolean shared();

  /** The programs. */
  List<Shard> shards();

  /** What the arrays take. */
  default long arrayBytes() {
    long elements =
        (long) input().length + output().length + outputGradient().length + inputGradient().length;
    return Float.BYTES * elements + buckets().stream().mapToLong(Bucket::bytes).sum();
  }
}
