package dev.alexandrite.core.devices;

import dev.alexandrite.core.devices.Shard.Finished;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first section where examples are divided: one shard for each subtree of the device. */
final class RowStage implements Stage {
  private static final float[] NOTHING = {};

  private final List<Shard> shards;
  private final List<Bucket> buckets;
  private final int inputElements;
  private final int outputElements;
  private final float[] shardInput;
  private final float[] shardOutput;
  private final float[] output;
  private final float[] outputGradient;

  RowStage(
      List<Shard> shards, List<Bucket> buckets, int inputElements, int outputElements, int batch) {
    this.shards = shards;
    this.buckets = buckets;
    this.inputElements = inputElements;
    this.outputElements = outputElements;
    int rows = shards.stream().mapToInt(shard -> shard.mostRows(batch)).max().orElseThrow();
    int all = shards.stream().mapToInt(shard -> shard.mostRows(batch)).sum();
    this.shardInput = new float[rows * inputElements];
    this.shardOutput = new float[rows * outputElements];
    this.output = new float[all * outputElements];
    this.outputGradient = new float[all * outputElements];
  }

  @Override
  public @Nullable Exchange before() {
    return null;
  }

  @Override
  public float[] input() {
    return NOTHING;
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
    return NOTHING;
  }

  @Override
  public List<Bucket> buckets() {
    return buckets;
  }

  @Override
  public List<Shard> shards() {
    return shards;
  }

  @Override
  public long arrayBytes() {
    return Stage.super.arrayBytes() + Float.BYTES * ((long) shardInput.length + shardOutput.length);
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public void forward(StepInputs inputs) {
    int batch = inputs.state.rows;
    int at = 0;
    for (Shard shard : shards) {
      int rows = shard.rows(batch);
      if (rows > 0) {
        System.arraycopy(
            inputs.images,
            shard.firstRow(batch) * inputElements,
            shardInput,
            0,
            rows * inputElements);
        shard.forward(inputs, shardInput, shardOutput);
        System.arraycopy(shardOutput, 0, output, at, rows * outputElements);
        at += rows * outputElements;
      }
    }
  }

  @Override
  public void backward(StepInputs inputs, Finished finished) {
    int batch = inputs.state.rows;
    int at = 0;
    for (int term = 0; term < shards.size(); term++) {
      Shard shard = shards.get(term);
      boolean last = term == shards.size() - 1;
      Finished next = last ? finished : bucket -> {};
      int rows = shard.rows(batch);
      if (rows > 0) {
        System.arraycopy(outputGradient, at, shardOutput, 0, rows * outputElements);
        at += rows * outputElements;
        shard.backward(shardOutput, buckets, term, next, null);
      } else {
        for (Bucket bucket : buckets) {
          bucket.clear(term);
          next.bucket(bucket);
        }
      }
    }
  }
}
