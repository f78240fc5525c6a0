package dev.alexandrite.train;

import dev.alexandrite.model.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The engine behind {@link Trainer} and {@link ScalingEstimate}. */
public interface TrainingEngine {
  /**
   * Trains on the calling thread.
   *
   * @param config the whole description of the run
   * @param cancelled asked between steps; once true, the run writes a checkpoint and ends
   * @return the result
   */
  TrainingResult train(TrainingConfig config, BooleanSupplier cancelled);

  /**
   * Plans a run, without anything of it being allocated, see {@link Trainer#memory()}.
   *
   * @param config the whole description of the run
   * @return what answers for its batch size and others; closed by the caller
   */
  MemoryEstimator estimator(TrainingConfig config);

  /**
   * Prepares one batch, see {@link Trainer#preview}.
   *
   * @param config the whole description of the run
   * @param epoch the epoch, from 0
   * @param batch the batch in it, from 0
   * @return the batch
   */
  TrainingBatch preview(TrainingConfig config, int epoch, int batch);

  /**
   * The finished epochs of a checkpoint's run, see {@link EpochReport#history}.
   *
   * @param checkpoint the folder of one checkpoint
   * @return the epochs, from the first; none of a saved classifier
   */
  List<EpochReport> history(Path checkpoint);

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
}
