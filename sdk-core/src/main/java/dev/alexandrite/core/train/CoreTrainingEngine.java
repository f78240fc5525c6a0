package dev.alexandrite.core.train;

import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.core.devices.ScalingModel;
import dev.alexandrite.model.Network;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryEstimator;
import dev.alexandrite.train.ScalingEstimate;
import dev.alexandrite.train.TrainingBatch;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.TrainingEngine;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Trains for the api. */
public final class CoreTrainingEngine implements TrainingEngine {
  /** Does nothing, as the service loader expects. */
  public CoreTrainingEngine() {}

  @Override
  public TrainingResult train(TrainingConfig config, BooleanSupplier cancelled) {
    return TrainingJob.run(config, cancelled);
  }

  @Override
  public MemoryEstimator estimator(TrainingConfig config) {
    return TrainingJob.estimator(config);
  }

  @Override
  public TrainingBatch preview(TrainingConfig config, int epoch, int batch) {
    return BatchPreview.of(config, epoch, batch);
  }

  @Override
  public List<EpochReport> history(Path checkpoint) {
    return new CheckpointReader(checkpoint).history();
  }

  @Override
  public List<ScalingEstimate> scaling(
      Network network, int batchSize, double imagesPerSecond, double linkBytesPerSecond) {
    return ScalingModel.estimate(network, batchSize, imagesPerSecond, linkBytesPerSecond);
  }
}
