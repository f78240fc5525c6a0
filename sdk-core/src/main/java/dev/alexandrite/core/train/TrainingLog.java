package dev.alexandrite.core.train;

import dev.alexandrite.SafeText;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.TrainingListener;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Logs a run: epochs and warnings always, steps at most once a second and only for debugging. */
final class TrainingLog implements TrainingListener {
  private static final System.Logger LOG = System.getLogger(TrainingLog.class.getName());
  private static final long STEP_INTERVAL = TimeUnit.SECONDS.toNanos(1);

  private long lastStep = System.nanoTime() - STEP_INTERVAL;

  @Override
  public void onStart(RunControl run, MemoryReport memory) {
    LOG.log(System.Logger.Level.INFO, memory::toString);
    if (run.resumedFrom().isPresent()) {
      LOG.log(System.Logger.Level.INFO, "goes on from " + SafeText.of(run.resumedFrom().get()));
    }
  }

  @Override
  public void onStep(StepReport report) {
    long now = System.nanoTime();
    if (now - lastStep >= STEP_INTERVAL && LOG.isLoggable(System.Logger.Level.DEBUG)) {
      lastStep = now;
      LOG.log(System.Logger.Level.DEBUG, report.toString());
    }
  }

  @Override
  public void onEpoch(EpochReport report) {
    LOG.log(System.Logger.Level.INFO, () -> SafeText.message(report.toString()));
  }

  @Override
  public void onCheckpoint(Path checkpoint) {
    LOG.log(System.Logger.Level.DEBUG, () -> "checkpoint " + SafeText.of(checkpoint));
  }

  @Override
  public void onEnd(EndReport report) {
    LOG.log(System.Logger.Level.INFO, () -> SafeText.message(report.toString()));
  }

  @Override
  public void onWarning(String message) {
    LOG.log(System.Logger.Level.WARNING, SafeText.message(message));
  }
}
