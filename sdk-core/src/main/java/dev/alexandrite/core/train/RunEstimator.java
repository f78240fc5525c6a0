package dev.alexandrite.core.train;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.train.MemoryEstimator;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.TrainingConfig;

/** Plans a run again and again on a backend that computes none of it. */
final class RunEstimator implements MemoryEstimator {
  private final TrainingConfig config;
  private final Backend backend;

  RunEstimator(TrainingConfig config, Backend backend) {
    this.config = config;
    this.backend = backend;
  }

  @Override
  public MemoryReport at(int batchSize) {
    TrainingConfig asked = config.batchSize(batchSize);
    return RunPlan.of(asked, ApplicationLoss.of(asked), backend).memory();
  }

  @Override
  public void close() {
    backend.close();
  }
}
