package dev.alexandrite.core.train;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Planes;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.core.augment.ResizedDataset;
import dev.alexandrite.core.data.MemoryCache;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.train.TrainingConfig;
import org.jspecify.annotations.Nullable;

/** The images of a run, behind caches of resized ones if the application asked for them. */
record RunData(Dataset training, @Nullable Dataset validation) {
  static RunData of(TrainingConfig config) {
    Dataset training = config.data();
    Dataset validation = config.validation();
    long bytes = config.execution().cacheBytes();
    if (bytes == 0) {
      return new RunData(training, validation);
    }
    InputPipeline pipeline = config.model().pipeline();
    if (validation == null) {
      return new RunData(cached(training, pipeline, bytes), null);
    }
    double part = training.size() / ((double) training.size() + validation.size());
    long trainingBytes = (long) (bytes * part);
    return new RunData(
        cached(training, pipeline, trainingBytes),
        cached(validation, pipeline, bytes - trainingBytes));
  }

  /** Bytes of pixels that are kept once every image was read, by this run or the application. */
  static long cachedBytes(TrainingConfig config) {
    long limit = config.execution().cacheBytes();
    Dataset training = config.data();
    Dataset validation = config.validation();
    Resize resize = config.model().pipeline().resize();
    long images = (long) training.size() + (validation == null ? 0 : validation.size());
    long resized = (long) Planes.CHANNELS * resize.resizedHeight() * resize.resizedWidth() * images;
    return Math.min(limit, resized) + keptBy(training) + keptBy(validation);
  }

  private static long keptBy(@Nullable Dataset images) {
    return images instanceof MemoryCache cache ? cache.expectedBytes() : 0;
  }

  private static Dataset cached(Dataset source, InputPipeline pipeline, long bytes) {
    return new MemoryCache(new ResizedDataset(source, pipeline), bytes);
  }
}
