package dev.alexandrite.classify;

import dev.alexandrite.ComputePool;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.tensor.WeightForm;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All components of {@link ClassifierOptions}, of which one is about to change. */
final class ClassifierOptionsDraft {
  String backend;
  int threads;
  @Nullable ComputePool computePool;
  int maxConcurrent;
  int batchSize;
  WhenBusy whenBusy;
  int maxWaiting;
  @Nullable Duration timeout;
  @Nullable MicroBatch microBatch;
  Views views;
  WeightForm weights;
  Decoding decoding;
  ClassLoader classLoader;
  List<Double> thresholds;

  ClassifierOptionsDraft(ClassifierOptions options) {
    backend = options.backend();
    threads = options.threads();
    computePool = options.computePool();
    maxConcurrent = options.maxConcurrent();
    batchSize = options.batchSize();
    whenBusy = options.whenBusy();
    maxWaiting = options.maxWaiting();
    timeout = options.timeout();
    microBatch = options.microBatch();
    views = options.views();
    weights = options.weights();
    decoding = options.decoding();
    classLoader = options.classLoader();
    thresholds = options.thresholds();
  }

  ClassifierOptions options() {
    return new ClassifierOptions(
        backend,
        threads,
        computePool,
        maxConcurrent,
        batchSize,
        whenBusy,
        maxWaiting,
        timeout,
        microBatch,
        views,
        weights,
        decoding,
        classLoader,
        thresholds);
  }
}
