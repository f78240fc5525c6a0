package dev.alexandrite.observe.tune;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.DivergedException;
import dev.alexandrite.TrainingException;
import dev.alexandrite.core.json.JsonWriter;
import dev.alexandrite.observe.CsvLog;
import dev.alexandrite.observe.picture.Pictures;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.Monitor;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Trains one trial, and ends it if it is not worth the time. */
final class TrialRun implements TrainingListener {
  private static final System.Logger LOG = System.getLogger(Search.class.getName());

  private static final String GOES_ON =
      "; what was finished before is in the search's table: run the search again to go on";

  private final Trial trial;
  private final Monitor goal;
  private final MedianRule rule;
  private final List<TrialResult> earlier;
  private final List<Double> values = new ArrayList<>();
  private @Nullable RunControl run;
  private boolean stopped;

  TrialRun(Trial trial, Monitor goal, MedianRule rule, List<TrialResult> earlier) {
    this.trial = trial;
    this.goal = goal;
    this.rule = rule;
    this.earlier = earlier;
  }

  TrialResult run(Function<Trial, Trainer> made) {
    Trainer trainer = made.apply(trial);
    prepare(trainer.config());
    trainer.listener(CsvLog.to(table())).listener(this);
    LOG.log(System.Logger.Level.INFO, trial::toString);
    StopReason reason;
    try (TrainingResult result = trainer.fit()) {
      reason = result.reason();
    } catch (DivergedException e) {
      LOG.log(System.Logger.Level.INFO, () -> trial + ": " + e.getMessage());
      return result(TrialResult.State.DIVERGED);
    } catch (AlexandriteException e) {
      throw new TrainingException(trial + " failed: " + e.getMessage() + GOES_ON, e);
    }
    if (reason == StopReason.CANCELLED) {
      throw new TrainingException(trial + " was interrupted" + GOES_ON);
    }
    return result(state(reason));
  }

  private TrialResult.State state(StopReason reason) {
    if (stopped) {
      return TrialResult.State.STOPPED_EARLY;
    }
    return reason == StopReason.STOPPED ? TrialResult.State.STOPPED : TrialResult.State.COMPLETED;
  }

  private TrialResult result(TrialResult.State state) {
    return TrialResult.of(trial, state, values, goal.higherIsBetter());
  }

  private Path table() {
    return trial.folder().resolve("epochs.csv");
  }

  /** A trial that was killed begins again, unless it goes on from its own checkpoints. */
  private void prepare(TrainingConfig config) {
    try {
      Files.createDirectories(trial.folder());
      if (config.checkpoints() == null || !config.checkpoints().resume()) {
        Files.deleteIfExists(table());
      }
      Pictures.write(
          (JsonWriter.write(trial.json()) + "\n").getBytes(StandardCharsets.UTF_8),
          trial.folder().resolve("settings.json"));
    } catch (IOException e) {
      throw new TrainingException(
          "the folder " + trial.folder() + " of a trial cannot be written: " + e, e);
    }
  }

  @Override
  public void onStart(RunControl control, MemoryReport memory) {
    run = control;
    control.resumedFrom().map(EpochReport::history).orElse(List.of()).forEach(this::note);
  }

  @Override
  public void onEpoch(EpochReport report) {
    note(report);
    if (run == null) {
      return;
    }
    if (Double.isNaN(values.getLast()) && run.config().validation() == null) {
      throw new TrainingException(
          "the search's goal is "
              + goal
              + ", but the trainer of "
              + trial
              + " has no validation data: call validation(...), or search by"
              + " Monitor.trainingLoss()");
    }
    boolean more = report.epoch() + 1 < run.config().epochs();
    if (more && rule.stops(values, earlier, goal.higherIsBetter())) {
      stopped = true;
      run.stop();
    }
  }

  private void note(EpochReport report) {
    double value = goal.value(report);
    values.add(Double.isFinite(value) ? value : Double.NaN);
  }
}
