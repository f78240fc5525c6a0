package dev.alexandrite.core.train;

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
    Resize resize = config.model().pipeline().resize();
    if (validation == null) {
      return new RunData(cached(training, resize, bytes), null);
    }
    double part = training.size() / ((double) training.size() + validation.size());
    long trainingBytes = (long) (bytes * part);
    return new RunData(
        cached(training, resize, trainingBytes), cached(validation, resize, bytes - trainingBytes));
  }

  private static Dataset cached(Dataset source, Resize resize, long bytes) {
    return new MemoryCache(new ResizedDataset(source, resize), bytes);
  }
}
