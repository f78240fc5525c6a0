package dev.alexandrite.spi;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.model.Network;
import dev.alexandrite.train.ScalingEstimate;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The engine behind the api, found by {@link java.util.ServiceLoader}. Its constructor does
 * nothing.
 */
public interface EngineProvider {
  /**
   * The readers and decoders of images.
   *
   * @return the data engine
   */
  DataEngine data();

  /**
   * Trains on the calling thread.
   *
   * @param config the whole description of the run
   * @param cancelled asked between steps; once true, the run writes a checkpoint and ends
   * @return the result
   */
  TrainingResult train(TrainingConfig config, BooleanSupplier cancelled);

  /**
   * Loads a classifier.
   *
   * @param checkpoint the folder of one checkpoint
   * @param options how it computes
   * @return the classifier, closed by the caller
   */
  Classifier loadClassifier(Path checkpoint, ClassifierOptions options);

  /**
   * Reads and checks a checkpoint.
   *
   * @param path the folder of one checkpoint
   * @return its description
   */
  Checkpoint openCheckpoint(Path path);

  /**
   * Reads and checks the latest checkpoint of a folder.
   *
   * @param directory the folder that holds checkpoints
   * @return its description, empty if there is none
   */
  Optional<Checkpoint> latestCheckpoint(Path directory);

  /**
   * Estimates training on several devices, see {@link ScalingEstimate#of}.
   *
   * @param network the network
   * @param batchSize images of a batch, all devices together
   * @param imagesPerSecond the speed of one device
   * @param linkBytesPerSecond the speed of each device's link
   * @return by scheme, then by devices
   */
  List<ScalingEstimate> scaling(
      Network network, int batchSize, double imagesPerSecond, double linkBytesPerSecond);

  /**
   * Versions, Java, processors, heap, and every backend with its state.
   *
   * @param classLoader where backends are looked for
   * @return several lines of text
   */
  String diagnostics(ClassLoader classLoader);
}
