package dev.alexandrite.core.train;

import dev.alexandrite.core.data.Batch;
import dev.alexandrite.data.Task;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.train.TrainingConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trains one batch at a time, wherever it is computed, and adds up its loss. Allocates nothing. */
abstract class StepRunner {
  private final int accumulate;
  private final long seed;
  private final float[] classWeights;
  private final boolean targeted;
  private final int classes;
  private double lossSum;
  private double weightSum;
  private boolean updated;

  StepRunner(TrainingConfig config) {
    this.accumulate = config.updates().accumulate();
    this.seed = config.seed();
    this.targeted =
        config.objective().mixing() != null || config.data().task() != Task.CLASSIFICATION;
    this.classes = config.data().classNames().size();
    List<Double> weights = config.objective().classWeights();
    this.classWeights = new float[weights.size()];
    for (int i = 0; i < classWeights.length; i++) {
      classWeights[i] = weights.get(i).floatValue();
    }
  }

  /**
   * Trains one batch at the progress's position.
   *
   * @param batch the images and labels
   * @param next the batch after it, if it is there already
   * @param last whether it is the epoch's last batch, at which gathered gradients are used
   */
  final void run(Batch batch, @Nullable Batch next, Progress progress, double rate, boolean last) {
    int rows = batch.rows();
    int gathered = progress.batch() % accumulate + 1;
    updated = gathered == accumulate || last;
    RunState state = state();
    state.rows = rows;
    state.batch = progress.batches();
    state.epoch = progress.epoch();
    state.updates = progress.step();
    state.seed = seed;
    state.learningRate = (float) rate;
    state.gradientScale = 1f / gathered;
    sumUp(compute(batch, next, updated), batch.labels(), rows);
  }

  /** The scalars of the next batch, kept from one to the next. */
  abstract RunState state();

  /** Whether it pays to know the next batch. */
  boolean looksAhead() {
    return false;
  }

  /** What the logits of a batch are compared with: labels, or a number for each logit. */
  final float[] targets(Batch batch) {
    return targeted ? batch.targets(classes) : batch.labels();
  }

  /** Computes a batch and returns the losses of its rows. */
  abstract float[] compute(Batch batch, @Nullable Batch next, boolean updateDue);

  private void sumUp(float[] losses, float[] labels, int rows) {
    lossSum = 0;
    weightSum = 0;
    for (int row = 0; row < rows; row++) {
      lossSum += losses[row];
      weightSum += targeted || classWeights.length == 0 ? 1 : classWeights[(int) labels[row]];
    }
  }

  double lossSum() {
    return lossSum;
  }

  double weightSum() {
    return weightSum;
  }

  /** Whether the batch was the last of its update. */
  boolean updated() {
    return updated;
  }
}
