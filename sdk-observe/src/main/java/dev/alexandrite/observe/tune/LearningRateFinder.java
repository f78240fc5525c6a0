package dev.alexandrite.observe.tune;

import dev.alexandrite.DivergedException;
import dev.alexandrite.Engines;
import dev.alexandrite.TrainingException;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.Schedule;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.TrainingEngine;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the learning rate by a range test (Smith, "Cyclical learning rates for training neural
 * networks", arXiv 1506.01186, section 3.3): a trial run whose rate rises by an equal factor from
 * step to step, until the loss diverges.
 *
 * <pre>{@code
 * LearningRateCurve curve = LearningRateFinder.of(trainer).find();
 * System.out.println(curve);
 * curve.writeChart(Path.of("rates.svg"));
 * }</pre>
 *
 * <p>The trial run has everything of the trainer's that a step depends on: network, initial weights
 * and momentum, data in their order, input pipeline, seed, batch size, accumulation, optimiser,
 * frozen layers, rates of layers, loss, clipping, backend and devices. It takes the rising rate in
 * place of schedule and optimiser's rate, and begins at the start even if the trainer resumes. It
 * writes nothing, tells none of the trainer's listeners, and the trainer's own run has the same
 * bits afterwards as without.
 *
 * <p>The same seed gives the same curve. Immutable; settings are changed by copies.
 */
public final class LearningRateFinder {
  private static final Settings DEFAULTS = new Settings(1e-7, 10, 300, 0.9, 4);

  private final TrainingConfig config;
  private final Settings settings;
  private final List<TrainingListener> listeners;

  /** What is measured and when it ends. */
  private record Settings(
      double lowest, double highest, int steps, double smoothing, double divergence) {
    Settings {
      String range = lowest + " to " + highest;
      require(positive(lowest) && positive(highest), "range", "above 0 and finite", range);
      require(lowest < highest, "range", "rising", range);
      require(steps >= 10, "steps", "at least 10", steps);
      require(smoothing >= 0 && smoothing < 1, "smoothing", "at least 0 and below 1", smoothing);
      require(divergence > 1, "divergence", "above 1", divergence);
    }

    private static boolean positive(double rate) {
      return (float) rate > 0 && Float.isFinite((float) rate);
    }

    private static void require(boolean holds, String option, String range, Object found) {
      if (!holds) {
        throw new TrainingException(
            "learning-rate finder: " + option + " must be " + range + ", found " + found);
      }
    }

    double rate(long step) {
      return lowest * StrictMath.pow(highest / lowest, step / (steps - 1.0));
    }
  }

  private LearningRateFinder(
      TrainingConfig config, Settings settings, List<TrainingListener> listeners) {
    this.config = config;
    this.settings = settings;
    this.listeners = listeners;
  }

  /**
   * A finder for a run.
   *
   * @param trainer what would be trained, as it is told by now; it is left as it is
   * @return the finder: 300 steps from 1e-7 to 10
   * @throws TrainingException if the trainer's options do not fit together
   */
  public static LearningRateFinder of(Trainer trainer) {
    return new LearningRateFinder(trainer.config(), DEFAULTS, List.of());
  }

  /**
   * Sets the rates.
   *
   * @param lowest the rate of the first step, above 0; 1e-7 by default
   * @param highest the rate of the last step, above the lowest; 10 by default
   * @return a changed copy
   * @throws TrainingException if they are out of range
   */
  public LearningRateFinder range(double lowest, double highest) {
    Settings s = settings;
    return with(new Settings(lowest, highest, s.steps, s.smoothing, s.divergence));
  }

  /**
   * Sets how many steps there are from the lowest to the highest rate.
   *
   * @param count at least 10; 300 by default, with fewer the minimum of a deep network is noise
   * @return a changed copy
   * @throws TrainingException if there are fewer
   */
  public LearningRateFinder steps(int count) {
    Settings s = settings;
    return with(new Settings(s.lowest, s.highest, count, s.smoothing, s.divergence));
  }

  /**
   * Sets how the loss is smoothed: the weight of the past in an exponential average whose bias at
   * the start is corrected. The average lags by about 1 ÷ (1 - weight) steps, and what is read off
   * it with it. fastai has 0.98, which at 100 steps lags by half of them.
   *
   * @param weight at least 0, for none, and below 1; 0.9 by default
   * @return a changed copy
   * @throws TrainingException if it is out of range
   */
  public LearningRateFinder smoothing(double weight) {
    Settings s = settings;
    return with(new Settings(s.lowest, s.highest, s.steps, weight, s.divergence));
  }

  /**
   * Sets when the loss counts as diverged, which ends the trial run.
   *
   * @param factor the smoothed loss in multiples of the lowest so far, above 1; infinity for never,
   *     as long as it is finite; 4 by default, as in fastai
   * @return a changed copy
   * @throws TrainingException if it is out of range
   */
  public LearningRateFinder divergence(double factor) {
    Settings s = settings;
    return with(new Settings(s.lowest, s.highest, s.steps, s.smoothing, factor));
  }

  /**
   * Adds a listener of the trial run, such as a progress bar.
   *
   * @param listener is told of every step
   * @return a changed copy
   */
  public LearningRateFinder listener(TrainingListener listener) {
    List<TrainingListener> more = new ArrayList<>(listeners);
    more.add(listener);
    return new LearningRateFinder(config, settings, more);
  }

  private LearningRateFinder with(Settings changed) {
    return new LearningRateFinder(config, changed, listeners);
  }

  /**
   * Trains, and says what became of the loss.
   *
   * @return the loss at every rate, and what it suggests
   * @throws TrainingException if the run cannot be trained, or the thread was interrupted; a loss
   *     that is no longer finite is a finding, not a failure
   */
  public LearningRateCurve find() {
    Recorder recorder = new Recorder(settings);
    int batches = Math.ceilDiv(config.data().size(), config.batchSize());
    int stepsPerEpoch = Math.ceilDiv(batches, config.updates().accumulate());
    Schedule rising = (base, state) -> settings.rate(state.step());
    List<TrainingListener> onlookers = new ArrayList<>(listeners);
    onlookers.add(recorder);
    TrainingConfig trial =
        config.rehearsal(Math.ceilDiv(settings.steps, stepsPerEpoch), rising, onlookers);
    TrainingEngine engine = Engines.load(TrainingEngine.class, config.execution().classLoader());
    try (TrainingResult result = engine.train(trial, () -> false)) {
      if (result.reason() == StopReason.CANCELLED) {
        throw new TrainingException(
            "the learning-rate finder was interrupted after "
                + recorder.points.size()
                + " of "
                + settings.steps
                + " steps; run it again");
      }
    } catch (DivergedException e) {
      recorder.diverged = true;
    }
    return new LearningRateCurve(recorder.points, settings.steps, recorder.diverged);
  }

  /** Smooths the loss, and ends the run when it diverges or all steps are taken. */
  private static final class Recorder implements TrainingListener {
    private final Settings settings;
    private final List<LearningRateCurve.Point> points = new ArrayList<>();
    private @Nullable RunControl run;
    private double average;
    private double lowest = Double.POSITIVE_INFINITY;
    private boolean diverged;

    Recorder(Settings settings) {
      this.settings = settings;
    }

    @Override
    public void onStart(RunControl control, MemoryReport memory) {
      run = control;
    }

    @Override
    public void onStep(StepReport report) {
      if (diverged || points.size() == settings.steps) {
        return; // a listener that was told to stop may be told of the step that it was in
      }
      double weight = settings.smoothing;
      average = weight * average + (1 - weight) * report.loss();
      int count = points.size() + 1;
      double smoothed = average / (1 - StrictMath.pow(weight, count));
      points.add(new LearningRateCurve.Point(report.learningRate(), report.loss(), smoothed));
      lowest = Math.min(lowest, smoothed);
      diverged = smoothed > settings.divergence * lowest;
      if ((diverged || count == settings.steps) && run != null) {
        run.stop();
      }
    }
  }
}
