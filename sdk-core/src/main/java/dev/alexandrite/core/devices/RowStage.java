package dev.alexandrite.core.devices;

import dev.alexandrite.core.devices.Shard.Finished;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first section where examples are divided: one shard for each subtree of the device. */
final class RowStage extends Stage {
  private final int inputElements;
  private final int outputElements;
  private final float[] shardInput;
  private final float[] shardOutput;
  private final @Nullable RunningStatistics statistics;

  RowStage(
      List<Shard> shards,
      List<GradientBucket> buckets,
      @Nullable RunningStatistics statistics,
      int inputElements,
      int outputElements,
      int batch) {
    super(
        null,
        shards,
        buckets,
        0,
        shards.stream().mapToInt(shard -> shard.mostRows(batch)).sum() * outputElements);
    this.statistics = statistics;
    this.inputElements = inputElements;
    this.outputElements = outputElements;
    int rows = shards.stream().mapToInt(shard -> shard.mostRows(batch)).max().orElseThrow();
    this.shardInput = new float[rows * inputElements];
    this.shardOutput = new float[rows * outputElements];
  }

  @Override
  boolean shared() {
    return true;
  }

  @Override
  @Nullable RunningStatistics statistics() {
    return statistics;
  }

  @Override
  void forward(StepInputs inputs) {
    int batch = inputs.state.rows;
    int at = 0;
    if (statistics != null) {
      statistics.begin();
    }
    for (int term = 0; term < shards().size(); term++) {
      Shard shard = shards().get(term);
      int rows = shard.rows(batch);
      if (rows > 0) {
        System.arraycopy(
            inputs.images,
            shard.firstRow(batch) * inputElements,
            shardInput,
            0,
            rows * inputElements);
        shard.forward(inputs, shardInput, shardOutput);
        System.arraycopy(shardOutput, 0, output(), at, rows * outputElements);
        at += rows * outputElements;
      }
      if (statistics != null) {
        statistics.take(term, rows, batch);
      }
    }
  }

  @Override
  void backward(StepInputs inputs, Finished finished) {
    int batch = inputs.state.rows;
    int at = 0;
    for (int term = 0; term < shards().size(); term++) {
      Shard shard = shards().get(term);
      boolean last = term == shards().size() - 1;
      Finished next = last ? finished : bucket -> {};
      int rows = shard.rows(batch);
      if (rows > 0) {
        System.arraycopy(outputGradient(), at, shardOutput, 0, rows * outputElements);
        at += rows * outputElements;
        shard.backward(shardOutput, buckets(), term, next, null);
      } else {
        for (Bucket bucket : buckets()) {
          bucket.clear(term);
          next.bucket(bucket);
        }
      }
    }
  }
}
