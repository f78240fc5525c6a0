package dev.alexandrite.core.train;

import dev.alexandrite.TrainingException;
import dev.alexandrite.train.TrainingConfig;

/** The learning rate of every step, as the schedule gives it. */
final class StepRate {
  private final TrainingConfig config;
  private final long stepsPerEpoch;

  StepRate(TrainingConfig config, int batchesPerEpoch) {
    this.config = config;
    this.stepsPerEpoch = Math.ceilDiv(batchesPerEpoch, config.updates().accumulate());
  }

  /** The rate of the step that the run is in. */
  double now(Progress progress) {
    return of(progress.step(), progress);
  }

  /** The rate of the step that was taken last, which is of the present epoch. */
  double last(Progress progress) {
    return of(progress.step() - 1, progress);
  }

  private double of(long step, Progress progress) {
    double rate =
        config
            .schedule()
            .learningRate(
                config.optimizer().learningRate(),
                progress.scheduleState(step, stepsPerEpoch, config.epochs()));
    if (!(rate >= 0) || !Float.isFinite((float) rate)) {
      throw new TrainingException(
          "the schedule gave the learning rate "
              + rate
              + " for step "
              + (step + 1)
              + ", expected a finite float32 number, 0 or above; correct schedule(...)");
    }
    return rate;
  }
}
