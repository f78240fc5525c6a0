package dev.alexandrite.core.train;

import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All listeners as one; the log comes first. */
final class ListenerGroup implements TrainingListener {
  private final List<TrainingListener> listeners = new ArrayList<>();

  ListenerGroup(List<TrainingListener> listeners) {
    this.listeners.add(new TrainingLog());
    this.listeners.addAll(listeners);
  }

  @Override
  public void onStart(RunControl run, MemoryReport memory) {
    listeners.forEach(listener -> listener.onStart(run, memory));
  }

  @Override
  public void onStep(StepReport report) {
    listeners.forEach(listener -> listener.onStep(report));
  }

  @Override
  public void onEpoch(EpochReport report) {
    listeners.forEach(listener -> listener.onEpoch(report));
  }

  @Override
  public void onCheckpoint(Path checkpoint) {
    listeners.forEach(listener -> listener.onCheckpoint(checkpoint));
  }

  @Override
  public void onWarning(String message) {
    listeners.forEach(listener -> listener.onWarning(message));
  }

  @Override
  public void onEnd(EndReport report) {
    listeners.forEach(listener -> listener.onEnd(report));
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
