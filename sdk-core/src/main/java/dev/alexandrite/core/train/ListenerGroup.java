package dev.alexandrite.core.train;

import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.StopTraining;
import dev.alexandrite.train.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All listeners as one; the log comes first. */
final class ListenerGroup implements TrainingListener {
  private static final System.Logger LOG = System.getLogger(ListenerGroup.class.getName());

  private final List<TrainingListener> listeners = new ArrayList<>();
  private @Nullable RunControl control;

  ListenerGroup(List<TrainingListener> listeners) {
    this.listeners.add(new TrainingLog());
    this.listeners.addAll(listeners);
  }

  @Override
  public void onStart(RunControl run, MemoryReport memory) {
    control = run;
    tell(listener -> listener.onStart(run, memory));
  }

  @Override
  public void onStep(StepReport report) {
    tell(listener -> listener.onStep(report));
  }

  @Override
  public void onEpoch(EpochReport report) {
    tell(listener -> listener.onEpoch(report));
  }

  @Override
  public void onCheckpoint(Path checkpoint) {
    tell(listener -> listener.onCheckpoint(checkpoint));
  }

  @Override
  public void onWarning(String message) {
    tell(listener -> listener.onWarning(message));
  }

  @Override
  public void onEnd(EndReport report) {
    tell(listener -> listener.onEnd(report));
  }

  private void tell(Consumer<TrainingListener> what) {
    for (TrainingListener listener : listeners) {
      try {
        what.accept(listener);
      } catch (StopTraining stop) {
        stop(stop);
      }
    }
  }

  /**
   * What comes before the start ends the run that has not begun; what comes at its end, nothing.
   */
  private void stop(StopTraining stop) {
    RunControl run = control;
    if (run == null) {
      throw stop;
    }
    LOG.log(System.Logger.Level.INFO, "a listener stops the run: " + stop.getMessage());
    run.stop();
  }

  /** Every listener hears of it, whatever another one throws. */
  @Override
  public void onFailure(Throwable failure) {
    for (TrainingListener listener : listeners) {
      try {
        listener.onFailure(failure);
      } catch (Throwable another) { // an Error of a listener is none of the run's
        if (!another.equals(failure)) {
          failure.addSuppressed(another);
        }
      }
    }
  }
}
