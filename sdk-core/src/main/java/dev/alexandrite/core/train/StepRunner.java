package dev.alexandrite.core.train;

import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trains one batch: copies it in, runs the programs, copies the losses out. Allocates nothing. */
final class StepRunner {
  private final TrainingGraphs graphs;
  private final Program step;
  private final @Nullable Program update;
  private final int accumulate;
  private final float[] classWeights;
  private final float[] losses;
  private final RunState state = new RunState();
  private double lossSum;
  private double weightSum;
  private boolean updated;

  StepRunner(
      TrainingGraphs graphs,
      Program step,
      @Nullable Program update,
      int accumulate,
      List<Double> classWeights,
      long seed) {
    this.graphs = graphs;
    this.step = step;
    this.update = update;
    this.accumulate = accumulate;
    this.classWeights = new float[classWeights.size()];
    for (int i = 0; i < this.classWeights.length; i++) {
      this.classWeights[i] = classWeights.get(i).floatValue();
    }
    this.losses = new float[graphs.step().capacity()];
    state.seed = seed;
  }

  /**
   * Trains one batch at the progress's position.
   *
   * @param images {@code float32[rows, C, H, W]}
   * @param labels {@code float32[rows]}
   * @param last whether it is the epoch's last batch, at which gathered gradients are used
   */
  void run(float[] images, float[] labels, int rows, Progress progress, double rate, boolean last) {
    int gathered = progress.batch() % accumulate + 1;
    state.rows = rows;
    state.step = progress.step();
    state.epoch = progress.epoch();
    state.updates = progress.updates();
    state.learningRate = (float) rate;
    state.gradientScale = 1f / gathered;
    step.upload(graphs.input(), images, rows);
    step.upload(graphs.labels(), labels, rows);
    step.run(state);
    step.download(graphs.losses(), rows, losses);
    sumUp(labels, rows);
    updated = gathered == accumulate || last;
    if (update != null && updated) {
      state.rows = 1; // nothing in an update is batched
      update.run(state);
    }
  }

  private void sumUp(float[] labels, int rows) {
    lossSum = 0;
    weightSum = 0;
    for (int row = 0; row < rows; row++) {
      lossSum += losses[row];
      weightSum += classWeights.length == 0 ? 1 : classWeights[(int) labels[row]];
    }
  }

  double lossSum() {
    return lossSum;
  }

  double weightSum() {
    return weightSum;
  }

  boolean updated() {
    return updated;
  }
}
