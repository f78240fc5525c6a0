package dev.alexandrite.core;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.checkpoint.CheckpointFolder;
import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.core.classify.ClassifierFactory;
import dev.alexandrite.core.data.CoreDataEngine;
import dev.alexandrite.core.devices.ScalingModel;
import dev.alexandrite.core.train.TrainingJob;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.DataEngine;
import dev.alexandrite.spi.EngineProvider;
import dev.alexandrite.train.ScalingEstimate;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The engine: the one door between the api and everything in this module. */
public final class CoreEngineProvider implements EngineProvider {
  /** Does nothing, as the service loader expects. */
  public CoreEngineProvider() {}

  @Override
  public DataEngine data() {
    return new CoreDataEngine();
  }

  @Override
  public TrainingResult train(TrainingConfig config, BooleanSupplier cancelled) {
    return TrainingJob.run(config, cancelled);
  }

  @Override
  public Classifier loadClassifier(Path checkpoint, ClassifierOptions options) {
    return ClassifierFactory.load(checkpoint, options);
  }

  @Override
  public Checkpoint openCheckpoint(Path path) {
    return new CheckpointReader(path).verify();
  }

  @Override
  public Optional<Checkpoint> latestCheckpoint(Path directory) {
    return new CheckpointFolder(directory)
        .latest()
        .map(latest -> new CheckpointReader(latest).verify());
  }

  @Override
  public List<ScalingEstimate> scaling(
      Network network, int batchSize, double imagesPerSecond, double linkBytesPerSecond) {
    return ScalingModel.estimate(network, batchSize, imagesPerSecond, linkBytesPerSecond);
  }

  @Override
  public String diagnostics(ClassLoader classLoader) {
    return Diagnostics.report(classLoader);
  }
}
