package dev.alexandrite.observe;

import dev.alexandrite.train.StepReport;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** How long a run still takes, if it goes on at the pace since its first step in this process. */
final class Pacemaker {
  private final int epochs;
  private boolean started;
  private double first;
  private long since;

  Pacemaker(int epochs) {
    this.epochs = epochs;
  }

  /** Called for every step; the first of them, in which code is compiled, does not count. */
  void stepped(StepReport step, long nanos) {
    if (!started) {
      started = true;
      first = done(step);
      since = nanos;
    }
  }

  /** Whole seconds; empty while there is nothing to go by. */
  OptionalLong left(StepReport step, long nanos) {
    double done = done(step);
    if (done <= first) {
      return OptionalLong.empty();
    }
    double left = (nanos - since) * (1 - done) / (done - first);
    return OptionalLong.of(Math.round(left / TimeUnit.SECONDS.toNanos(1)));
  }

  /** The share of the run that is behind it. */
  private double done(StepReport step) {
    double batches = (double) step.epoch() * step.batchesPerEpoch() + step.batch() + 1;
    return batches / ((double) epochs * step.batchesPerEpoch());
  }
}
