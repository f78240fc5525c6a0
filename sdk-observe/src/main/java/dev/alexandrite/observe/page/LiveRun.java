package dev.alexandrite.observe.page;

import dev.alexandrite.SafeText;
import dev.alexandrite.evaluate.ConfusionMatrix;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.observe.html.Figures;
import dev.alexandrite.observe.runs.EpochPoint;
import dev.alexandrite.observe.runs.RunCurves;
import dev.alexandrite.observe.runs.RunRecorder;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.TrainingConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the page knows of one run. The training thread writes; whoever draws gets copies. A step
 * waits for nobody: if the page is just being copied, its numbers go with those of the next one.
 */
final class LiveRun {
  private static final long INTERVAL = 250_000_000; // nanoseconds between steps that are kept
  private static final int MOST_MESSAGES = 20;

  private final String name;
  private final Versions versions;
  private final int sampleCount;
  private final ReentrantLock lock = new ReentrantLock();

  // Of the training thread alone.
  private double lossSum;
  private int lossCount;
  private long lastSample;
  private @Nullable RunControl control;

  private final AtomicReference<@Nullable Wish> wish = new AtomicReference<>();
  private volatile @Nullable RunPictures pictures;

  // Under the lock.
  private final RunRecorder recorder = new RunRecorder();
  private final Deque<String> messages = new ArrayDeque<>();
  private RunStatus.Phase phase = RunStatus.Phase.WAITING;
  private String outcome = "";
  private String announcement = "";
  private @Nullable StepReport last;
  private @Nullable MemoryReport memory;
  private @Nullable ConfusionMatrix confusion;
  private int epochs;
  private long began;
  private long ended;
  private long firstSeen;
  private double progressFirstSeen;

  LiveRun(String name, int sampleCount, Versions versions) {
    this.name = name;
    this.sampleCount = sampleCount;
    this.versions = versions;
  }

  String name() {
    return name;
  }

  void start(RunControl run, MemoryReport needed, List<EpochReport> before) {
    TrainingConfig config = run.config();
    control = run;
    began = System.nanoTime();
    lastSample = began - INTERVAL;
    locked(
        () -> {
          memory = needed;
          epochs = config.epochs();
          phase = RunStatus.Phase.RUNNING;
          before.forEach(report -> recorder.epoch(EpochPoint.of(report)));
          return null;
        });
    pictures = new RunPictures(config, sampleCount);
    versions.changed(Part.values());
  }

  /** The work of a step is the same however long the run is. */
  void step(StepReport report) {
    lossSum += report.loss();
    lossCount++;
    if (wish.get() != null) {
      fulfil();
    }
    long now = System.nanoTime();
    if (now - lastSample < INTERVAL || !lock.tryLock()) {
      return;
    }
    try {
      recorder.step(
          report.step(),
          lossSum / lossCount,
          report.learningRate(),
          report.imagesPerSecond(),
          report.waitShare());
      last = report;
      if (firstSeen == 0) {
        firstSeen = now;
        progressFirstSeen = progress(report);
      }
    } finally {
      lock.unlock();
    }
    lossSum = 0;
    lossCount = 0;
    lastSample = now;
    versions.changed(Part.STATUS);
    versions.changed(Part.CURVES);
  }

  void epoch(EpochReport report) {
    locked(
        () -> {
          recorder.epoch(EpochPoint.of(report));
          report.validation().flatMap(EvaluationReport::confusion).ifPresent(it -> confusion = it);
          announcement =
              name
                  + ": epoch "
                  + (report.epoch() + 1)
                  + " of "
                  + epochs
                  + report
                      .validation()
                      .filter(EvaluationReport::ranked)
                      .map(it -> ", top-1 " + Figures.percent(it.top1()))
                      .orElse(", training loss " + Figures.decimal(report.trainLoss()));
          return null;
        });
    if (wish.get() != null) {
      fulfil();
    }
    versions.changed(
        Part.STATUS, Part.CURVES, Part.RUNS, Part.EPOCHS, Part.CONFUSION, Part.ANNOUNCE);
  }

  /** For the training thread, after the epoch is told; what it costs is limited there. */
  void takePictures(int finishedEpochs, boolean whateverItCosts) {
    RunPictures taker = pictures;
    RunControl run = control;
    if (taker != null
        && run != null
        && (whateverItCosts || taker.due(System.nanoTime(), finishedEpochs))) {
      taker.take(run, finishedEpochs);
      versions.changed(Part.FILTERS, Part.SAMPLES);
    }
  }

  void checkpoint(Path path) {
    say("checkpoint " + path);
  }

  void warning(String message) {
    say("warning: " + message);
  }

  void end(EndReport report) {
    finish(RunStatus.Phase.ENDED, report.toString());
  }

  void failure(Throwable failure) {
    finish(RunStatus.Phase.FAILED, "failed: " + failure);
  }

  private void finish(RunStatus.Phase how, String text) {
    locked(
        () -> {
          phase = how;
          outcome = SafeText.message(text);
          announcement = name + " " + outcome;
          ended = System.nanoTime();
          return null;
        });
    control = null;
    wish.set(null);
    RunPictures taker = pictures;
    if (taker != null) {
      taker.release();
    }
    versions.changed(Part.STATUS, Part.RUNS, Part.SAMPLES, Part.ANNOUNCE);
  }

  /** From any thread; the training thread fulfils it after its step. */
  void wish(Wish wanted) {
    locked(
        () -> {
          if (phase == RunStatus.Phase.RUNNING) {
            // To stop writes a checkpoint, too.
            wish.updateAndGet(asked -> asked == Wish.STOP ? Wish.STOP : wanted);
            announcement =
                wanted == Wish.STOP
                    ? name + ": the run will stop after the step it is in."
                    : name + ": a checkpoint will be written after the step the run is in.";
          } else {
            announcement = name + ": the run is over already.";
          }
          return null;
        });
    versions.changed(Part.ANNOUNCE);
  }

  private void fulfil() {
    Wish wanted = wish.getAndSet(null);
    RunControl run = control;
    if (run == null || wanted == null) {
      return;
    }
    if (wanted == Wish.STOP) {
      run.stop();
    } else if (run.config().checkpoints() == null) {
      say("there is no checkpoint: the run has no folder for them, see Trainer.checkpoints");
    } else {
      run.checkpoint();
    }
  }

  /** For people, in the list of messages. */
  void say(String message) {
    locked(
        () -> {
          messages.addFirst(SafeText.message(message));
          if (messages.size() > MOST_MESSAGES) {
            messages.removeLast();
          }
          return null;
        });
    versions.changed(Part.MESSAGES);
  }

  RunCurves curves() {
    return locked(recorder::curves);
  }

  RunStatus status() {
    return locked(
        () -> {
          long now = phase == RunStatus.Phase.RUNNING ? System.nanoTime() : ended;
          StepReport report = last;
          double done = report == null ? 0 : progress(report);
          return new RunStatus(
              phase,
              outcome,
              report,
              epochs,
              phase == RunStatus.Phase.ENDED ? 1 : done,
              Duration.ofNanos(began == 0 ? 0 : now - began),
              left(now, done),
              memory);
        });
  }

  private Optional<Duration> left(long now, double done) {
    double gone = done - progressFirstSeen;
    return phase == RunStatus.Phase.RUNNING && gone > 0
        ? Optional.of(Duration.ofNanos((long) ((now - firstSeen) * (1 - done) / gone)))
        : Optional.empty();
  }

  private double progress(StepReport report) {
    return (report.epoch() + (report.batch() + 1.0) / report.batchesPerEpoch())
        / Math.max(1, epochs);
  }

  List<String> messages() {
    return locked(() -> List.copyOf(messages));
  }

  String announcement() {
    return locked(() -> announcement);
  }

  Optional<ConfusionMatrix> confusion() {
    return locked(() -> Optional.ofNullable(confusion));
  }

  Optional<RunPictures> pictures() {
    return Optional.ofNullable(pictures);
  }

  boolean isOver() {
    RunStatus.Phase now = locked(() -> phase);
    return now == RunStatus.Phase.ENDED || now == RunStatus.Phase.FAILED;
  }

  private <T extends @Nullable Object> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
