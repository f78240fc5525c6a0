package dev.alexandrite.core.train;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Planes;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.core.augment.ResizedDataset;
import dev.alexandrite.core.data.MemoryCache;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.train.TrainingConfig;
import org.jspecify.annotations.Nullable;

/**
 * The images of a run, behind caches of what training begins with, resized ones as a rule, if the
 * application asked for them.
 */
record RunData(Dataset training, @Nullable Dataset validation) {
  static RunData of(TrainingConfig config) {
    Dataset training = config.data();
    Dataset validation = config.validation();
    long bytes = config.execution().cacheBytes();
    if (bytes == 0) {
      return new RunData(training, validation);
    }
    InputPipeline pipeline = config.model().pipeline();
    Dataset begun = ResizedDataset.forTraining(training, pipeline);
    if (validation == null) {
      return new RunData(new MemoryCache(begun, bytes), null);
    }
    double part = training.size() / ((double) training.size() + validation.size());
    long trainingBytes = (long) (bytes * part);
    return new RunData(
        new MemoryCache(begun, trainingBytes),
        new MemoryCache(new ResizedDataset(validation, pipeline), bytes - trainingBytes));
  }

  /** Bytes of pixels that are kept once every image was read, by this run or the application. */
  static long cachedBytes(TrainingConfig config) {
    long limit = config.execution().cacheBytes();
    Dataset training = config.data();
    Dataset validation = config.validation();
    if (limit == 0) {
      return keptBy(training) + keptBy(validation);
    }
    InputPipeline pipeline = config.model().pipeline();
    Resize resize = pipeline.resize();
    long resized = (long) Planes.CHANNELS * resize.resizedHeight() * resize.resizedWidth();
    long needed =
        (ResizedDataset.cropsOriginals(pipeline)
                ? new MemoryCache(training, limit).expectedBytes()
                : resized * training.size())
            + (validation == null ? 0 : resized * validation.size());
    return Math.min(limit, needed) + keptBy(training) + keptBy(validation);
  }

  private static long keptBy(@Nullable Dataset images) {
    return images instanceof MemoryCache cache ? cache.expectedBytes() : 0;
  }
}
