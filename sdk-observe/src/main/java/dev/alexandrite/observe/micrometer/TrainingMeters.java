package dev.alexandrite.observe.micrometer;

import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.TrainingListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Meters of training runs, below {@code alexandrite.training}:
 *
 * <ul>
 *   <li>gauges {@code running} (0 or 1), {@code epoch}, {@code loss}, {@code learning.rate}, {@code
 *       images.per.second} and {@code wait.share} of the last step; {@code epoch.loss}, {@code
 *       validation.loss}, {@code top1} and {@code top5} of the last epoch; NaN where there is no
 *       number yet
 *   <li>timer {@code step}, from the end of a step to the end of the next within an epoch
 *   <li>counters {@code images}, {@code epochs}, {@code checkpoints}, {@code warnings} and {@code
 *       failures}
 * </ul>
 *
 * <p>The meters stay in the registry after the run, with its last numbers.
 */
@SuppressWarnings("exports") // whoever has a registry requires micrometer.core
public final class TrainingMeters implements TrainingListener {
  private static final String PREFIX = "alexandrite.training.";

  private final Timer steps;
  private final Counter images;
  private final Counter epochs;
  private final Counter checkpoints;
  private final Counter warnings;
  private final Counter failures;

  // Written by the training thread, read by whoever scrapes.
  private volatile double running;
  private volatile double epoch = Double.NaN;
  private volatile double loss = Double.NaN;
  private volatile double learningRate = Double.NaN;
  private volatile double imagesPerSecond = Double.NaN;
  private volatile double waitShare = Double.NaN;
  private volatile double epochLoss = Double.NaN;
  private volatile double validationLoss = Double.NaN;
  private volatile double top1 = Double.NaN;
  private volatile double top5 = Double.NaN;

  private boolean within;
  private long lastStep;

  private TrainingMeters(MeterRegistry registry, Tags tags) {
    this.steps =
        Timer.builder(PREFIX + "step").description("training steps").tags(tags).register(registry);
    this.images = counter(registry, tags, "images", "images trained on");
    this.epochs = counter(registry, tags, "epochs", "epochs finished");
    this.checkpoints = counter(registry, tags, "checkpoints", "checkpoints written");
    this.warnings = counter(registry, tags, "warnings", "warnings of runs");
    this.failures = counter(registry, tags, "failures", "runs that failed");
    gauge(registry, tags, "running", "whether a run is going on", () -> running);
    gauge(registry, tags, "epoch", "the epoch, from 0", () -> epoch);
    gauge(registry, tags, "loss", "mean loss of the last step", () -> loss);
    gauge(registry, tags, "learning.rate", "learning rate of the last step", () -> learningRate);
    gauge(registry, tags, "images.per.second", "since the epoch began", () -> imagesPerSecond);
    gauge(registry, tags, "wait.share", "share of time waiting for data", () -> waitShare);
    gauge(registry, tags, "epoch.loss", "mean training loss of the last epoch", () -> epochLoss);
    gauge(registry, tags, "validation.loss", "of the last epoch", () -> validationLoss);
    gauge(registry, tags, "top1", "validation top-1 of the last epoch", () -> top1);
    gauge(registry, tags, "top5", "validation top-5 of the last epoch", () -> top5);
  }

  /**
   * Registers the meters.
   *
   * @param registry where
   * @param tags on each of them, such as the name of the run: two runs at a time need different
   *     ones
   * @return the listener, for one run at a time
   */
  public static TrainingMeters of(MeterRegistry registry, Tag... tags) {
    return new TrainingMeters(registry, Tags.of(tags));
  }

  private static Counter counter(
      MeterRegistry registry, Tags tags, String name, String description) {
    return Counter.builder(PREFIX + name).description(description).tags(tags).register(registry);
  }

  private static void gauge(
      MeterRegistry registry, Tags tags, String name, String description, DoubleSupplier value) {
    Gauge.builder(PREFIX + name, value::getAsDouble)
        .description(description)
        .tags(tags)
        .register(registry);
  }

  @Override
  public void onStart(RunControl run, MemoryReport memory) {
    running = 1;
    within = false;
  }

  @Override
  public void onStep(StepReport report) {
    long now = System.nanoTime();
    if (within) {
      steps.record(now - lastStep, TimeUnit.NANOSECONDS);
    }
    within = true;
    lastStep = now;
    images.increment(report.rows());
    epoch = report.epoch();
    loss = report.loss();
    learningRate = report.learningRate();
    imagesPerSecond = report.imagesPerSecond();
    waitShare = report.waitShare();
  }

  @Override
  public void onEpoch(EpochReport report) {
    within = false;
    epochs.increment();
    epochLoss = report.trainLoss();
    EvaluationReport validation = report.validation().orElse(null);
    if (validation != null) {
      validationLoss = validation.loss();
      top1 = validation.top1();
      top5 = validation.top5();
    }
  }

  @Override
  public void onCheckpoint(Path checkpoint) {
    checkpoints.increment();
  }

  @Override
  public void onWarning(String message) {
    warnings.increment();
  }

  @Override
  public void onEnd(EndReport report) {
    running = 0;
  }

  @Override
  public void onFailure(Throwable failure) {
    running = 0;
    failures.increment();
  }
}
