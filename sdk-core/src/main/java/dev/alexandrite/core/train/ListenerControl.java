package dev.alexandrite.core.train;

import dev.alexandrite.TrainingException;
import dev.alexandrite.classify.Inspection;
import dev.alexandrite.classify.Inspector;
import dev.alexandrite.data.Image;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.TrainingConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What listeners ask of a run, and whether anybody wants it to end. */
final class ListenerControl implements RunControl {
  private final TrainingConfig config;
  private final ModelState model;
  private final Cancellation cancellation;
  private final Optional<Path> resumedFrom;
  private final LongSupplier step;
  private final Thread trainer = Thread.currentThread();
  private final Inspector inspector;
  private volatile boolean stopAsked;
  private volatile boolean checkpointAsked;
  private volatile boolean ended;

  ListenerControl(
      TrainingConfig config,
      ModelState model,
      Inspector inspector,
      Cancellation cancellation,
      Optional<Path> resumedFrom,
      LongSupplier step) {
    this.config = config;
    this.model = model;
    this.inspector = new OnTrainingThread(inspector);
    this.cancellation = cancellation;
    this.resumedFrom = resumedFrom;
    this.step = step;
  }

  @Override
  public TrainingConfig config() {
    return config;
  }

  @Override
  public Optional<Path> resumedFrom() {
    return resumedFrom;
  }

  @Override
  public long step() {
    return step.getAsLong();
  }

  @Override
  public void stop() {
    stopAsked = true;
  }

  @Override
  public void checkpoint() {
    if (config.checkpoints() == null) {
      throw new TrainingException(
          "a listener asked for a checkpoint, but the run has no folder for them; call"
              + " checkpoints(dir) on the trainer");
    }
    checkpointAsked = true;
  }

  @Override
  public float[] parameter(String name) {
    requireTrainingThread();
    return model.parameter(name);
  }

  @Override
  public Inspector inspector() {
    requireTrainingThread();
    return inspector;
  }

  private void requireTrainingThread() {
    if (ended) {
      throw new IllegalStateException(
          "the run has ended; ask the classifier of its result, or ask in onEnd");
    }
    if (Thread.currentThread() != trainer) {
      throw new IllegalStateException(
          "weights change while steps are computed; ask for them on the thread "
              + trainer.getName()
              + ", in a method of the listener");
    }
  }

  /** Whether the run is to end after this step. */
  boolean stops() {
    cancellation.takeInterrupt();
    return stopAsked || cancellation.getAsBoolean();
  }

  /** The training thread was interrupted, which is a cancellation. */
  void interrupted() {
    cancellation.interrupted();
  }

  /** Why, if it does. */
  StopReason reason() {
    return stopAsked ? StopReason.STOPPED : StopReason.CANCELLED;
  }

  /** Whether a checkpoint was asked for since the last one. */
  boolean checkpointAsked() {
    return checkpointAsked;
  }

  /** The state of now is saved. */
  void saved() {
    checkpointAsked = false;
  }

  /** The weights are gone. */
  void end() {
    ended = true;
  }

  /** The inspector of the run's weights, which are at rest while a listener is told something. */
  private final class OnTrainingThread implements Inspector {
    private final Inspector inner;

    OnTrainingThread(Inspector inner) {
      this.inner = inner;
    }

    @Override
    public Inspection inspect(Image image, List<String> layers) {
      requireTrainingThread();
      return inner.inspect(image, layers);
    }

    @Override
    public Inspection inspect(Image image, List<String> layers, int label) {
      requireTrainingThread();
      return inner.inspect(image, layers, label);
    }

    @Override
    public List<Inspection> inspectInputs(
        List<float[]> inputs, List<String> layers, String target, int element) {
      requireTrainingThread();
      return inner.inspectInputs(inputs, layers, target, element);
    }
  }
}
