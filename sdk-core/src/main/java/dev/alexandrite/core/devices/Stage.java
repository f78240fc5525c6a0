package dev.alexandrite.core.devices;

import dev.alexandrite.core.devices.Shard.Finished;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One section on one device: its shards, and the arrays in which it meets its neighbours. */
abstract class Stage {
  private final @Nullable Exchange before;
  private final List<Shard> shards;
  private final List<GradientBucket> buckets;
  private final float[] input;
  private final float[] output;
  private final float[] outputGradient;
  private final float[] inputGradient;

  /**
   * Allocates the arrays.
   *
   * @param before what crosses before the section; null for the first, which reads the images
   * @param shards the programs
   * @param buckets the gradients by parameters in the order in which they are finished
   * @param inputLength the length of the input; 0 for the first section
   * @param outputLength the length of the output
   */
  Stage(
      @Nullable Exchange before,
      List<Shard> shards,
      List<GradientBucket> buckets,
      int inputLength,
      int outputLength) {
    this.before = before;
    this.shards = shards;
    this.buckets = buckets;
    this.input = new float[inputLength];
    this.inputGradient = new float[inputLength];
    this.output = new float[outputLength];
    this.outputGradient = new float[outputLength];
  }

  /** Computes the output. */
  abstract void forward(StepInputs inputs);

  /** Computes the gradients by parameters and input from that by the output. */
  abstract void backward(StepInputs inputs, Finished finished);

  /** Whether gradients have to be added up over the devices. */
  abstract boolean shared();

  /** What the layers learn without a gradient of a device's own examples; null if nothing. */
  @Nullable RunningStatistics statistics() {
    return null;
  }

  final @Nullable Exchange before() {
    return before;
  }

  final List<Shard> shards() {
    return shards;
  }

  final List<GradientBucket> buckets() {
    return buckets;
  }

  /** Receives the input; empty for the first section, which reads the images. */
  final float[] input() {
    return input;
  }

  /** The output after the forward pass. */
  final float[] output() {
    return output;
  }

  /** Receives the gradient by the output. */
  final float[] outputGradient() {
    return outputGradient;
  }

  /** The gradient by the input after the backward pass; empty for the first section. */
  final float[] inputGradient() {
    return inputGradient;
  }
}
