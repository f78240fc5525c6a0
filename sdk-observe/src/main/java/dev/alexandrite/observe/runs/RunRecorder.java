package dev.alexandrite.observe.runs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what will be drawn of a run, in memory that does not grow with it. Not thread-safe. */
public final class RunRecorder {
  /** The epochs of which every number is kept. */
  private static final int LAST_EPOCHS = 100;

  private final Curves steps = new Curves(4);
  private final Curves epochs = new Curves(7);
  private final Deque<EpochPoint> lastEpochs = new ArrayDeque<>();
  private @Nullable EpochPoint best;

  /** A run of which nothing is known yet. */
  public RunRecorder() {}

  /**
   * Takes a step, or the mean of some. One that is not behind those before it is passed over.
   *
   * @param step steps taken
   * @param loss the mean loss
   * @param rate the learning rate
   * @param speed examples a second
   * @param wait the share of time spent waiting for data
   */
  public void step(long step, double loss, double rate, double speed, double wait) {
    if (steps.isBehind((double) step)) {
      steps.begin((double) step);
      steps.value(0, loss);
      steps.value(1, rate);
      steps.value(2, speed);
      steps.value(3, wait);
      steps.end();
    }
  }

  /**
   * Takes a finished epoch. One that is not behind those before it is passed over.
   *
   * @param point its numbers
   */
  public void epoch(EpochPoint point) {
    if (!epochs.isBehind(point.epoch() + 1.0)) {
      return;
    }
    epochs.begin(point.epoch() + 1.0);
    epochs.value(0, point.trainLoss());
    epochs.value(1, point.validationLoss());
    epochs.value(2, point.top1());
    epochs.value(3, point.top5());
    epochs.value(4, point.learningRate());
    epochs.value(5, point.imagesPerSecond());
    epochs.value(6, point.waitShare());
    epochs.end();
    lastEpochs.addLast(point);
    if (lastEpochs.size() > LAST_EPOCHS) {
      lastEpochs.removeFirst();
    }
    if (Double.isFinite(point.top1()) && (best == null || better(point, best))) {
      best = point;
    }
  }

  /** As a run judges its epochs. */
  private static boolean better(EpochPoint one, EpochPoint other) {
    return one.top1() > other.top1()
        || (one.top1() == other.top1() && one.validationLoss() < other.validationLoss());
  }

  /**
   * What is known by now.
   *
   * @return a copy
   */
  public RunCurves curves() {
    double[] step = steps.places();
    double[] epoch = epochs.places();
    return new RunCurves(
        new Curve(step, steps.values(0)),
        new Curve(step, steps.values(1)),
        new Curve(step, steps.values(2)),
        new Curve(step, steps.values(3)),
        new Curve(epoch, epochs.values(0)),
        new Curve(epoch, epochs.values(1)),
        new Curve(epoch, epochs.values(2)),
        new Curve(epoch, epochs.values(3)),
        new Curve(epoch, epochs.values(4)),
        new Curve(epoch, epochs.values(5)),
        new Curve(epoch, epochs.values(6)),
        List.copyOf(lastEpochs),
        Optional.ofNullable(best));
  }
}
