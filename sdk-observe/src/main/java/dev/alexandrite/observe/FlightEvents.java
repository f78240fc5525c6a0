package dev.alexandrite.observe;

import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.TrainingListener;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tells the JDK's flight recorder of a run, beside its own events of processors, garbage and locks:
 * {@code dev.alexandrite.TrainingStep}, {@code dev.alexandrite.Epoch}, {@code
 * dev.alexandrite.Checkpoint} and {@code dev.alexandrite.Warning}. A step's event lasts from the
 * end of the step before, an epoch's from the end of the epoch before. While no recording runs, a
 * step costs a look at a flag.
 *
 * <p>Start Java with {@code -XX:StartFlightRecording:filename=run.jfr}, or a recording by {@code
 * jcmd PID JFR.start}, and print the events with {@code jfr print --categories Alexandrite
 * run.jfr}.
 */
public final class FlightEvents implements TrainingListener {
  /** Tell whether somebody records; they are never committed. */
  private final TrainingStepEvent stepProbe = new TrainingStepEvent();

  private final EpochEvent epochProbe = new EpochEvent();

  /** Begun at the end of the step before, if somebody recorded then. */
  private @Nullable TrainingStepEvent step;

  private @Nullable EpochEvent epoch;
  private long steps;

  /** A listener for one run at a time. */
  public FlightEvents() {}

  @Override
  public void onStart(RunControl run, MemoryReport memory) {
    steps = run.step();
    epoch = beginEpoch();
    step = beginStep();
  }

  private @Nullable TrainingStepEvent beginStep() {
    if (!stepProbe.isEnabled()) {
      return null;
    }
    TrainingStepEvent event = new TrainingStepEvent();
    event.begin();
    return event;
  }

  private @Nullable EpochEvent beginEpoch() {
    if (!epochProbe.isEnabled()) {
      return null;
    }
    EpochEvent event = new EpochEvent();
    event.begin();
    return event;
  }

  @Override
  public void onStep(StepReport report) {
    steps = report.step();
    TrainingStepEvent event = step;
    if (event != null) {
      event.end();
      event.step = report.step();
      event.epoch = report.epoch();
      event.batch = report.batch();
      event.rows = report.rows();
      event.loss = report.loss();
      event.learningRate = report.learningRate();
      event.imagesPerSecond = report.imagesPerSecond();
      event.waitShare = report.waitShare();
      event.commit();
    }
    step = beginStep();
  }

  @Override
  public void onEpoch(EpochReport report) {
    EpochEvent event = epoch;
    if (event != null) {
      event.end();
      event.epoch = report.epoch();
      event.step = report.step();
      event.trainLoss = report.trainLoss();
      EvaluationReport validation = report.validation().orElse(null);
      event.validationLoss = validation == null ? Double.NaN : validation.loss();
      event.top1 = validation == null ? Double.NaN : validation.top1();
      event.top5 = validation == null ? Double.NaN : validation.top5();
      event.learningRate = report.learningRate();
      event.imagesPerSecond = report.imagesPerSecond();
      event.waitShare = report.waitShare();
      event.commit();
    }
    epoch = beginEpoch();
    step = beginStep();
  }

  @Override
  public void onCheckpoint(Path checkpoint) {
    CheckpointEvent event = new CheckpointEvent();
    if (event.isEnabled()) {
      event.step = steps;
      event.path = checkpoint.toString();
      event.commit();
    }
  }

  @Override
  public void onWarning(String message) {
    WarningEvent event = new WarningEvent();
    if (event.isEnabled()) {
      event.step = steps;
      event.message = message;
      event.commit();
    }
  }

  @Override
  public void onEnd(EndReport report) {
    step = null;
    epoch = null;
  }

  @Override
  public void onFailure(Throwable failure) {
    step = null;
    epoch = null;
  }
}
