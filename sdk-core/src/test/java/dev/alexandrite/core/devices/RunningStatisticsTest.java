package dev.alexandrite.core.devices;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.alexandrite.core.CoreTolerances;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.core.reference.ScalarBackendProvider;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Devices;
import dev.alexandrite.train.Parallelism;
import dev.alexandrite.train.Sgd;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What devices learn of their own examples becomes one mean, weighted by how many they had. */
class RunningStatisticsTest {
  private static final int BATCH = 24;
  private static final int FEATURES = 3;
  private static final double MOMENTUM = 0.25;

  private static Network network() {
    return Network.builder("statistics", Shape.of(FEATURES))
        .batchNorm("norm", BatchNorm.of().momentum(MOMENTUM))
        .linear("fc", Linear.of(2))
        .build();
  }

  @Property(tries = 40)
  void theyAreTheMeanByExamples(
      @ForAll @IntRange(min = 2, max = 8) int devices,
      @ForAll @IntRange(min = 16, max = BATCH) int rows) {
    LossOp loss = new LossOp.SoftmaxCrossEntropy(2, 0, List.of());
    UpdateRule rule = new UpdateRule(Sgd.paper(0.01), false, 0, 0, 0);
    List<TensorSpec> whole = Planner.training(network(), loss, rule, BATCH).persistent();
    DevicePlans plans =
        DevicePlans.of(network(), Parallelism.DATA, devices, loss, rule, whole, false, BATCH);
    ScalarBackendProvider scalar = new ScalarBackendProvider();
    try (ReplicaGroup group =
        ReplicaGroup.start(
            plans, Devices.of(devices), rank -> scalar.create(new BackendOptions(1)))) {
      float[] ones = {1, 1, 1};
      group.tensors().upload("norm.running_var", 0, ones);
      float[] images = images(rows);
      group.inputs().images = images;
      group.inputs().labels = new float[BATCH];
      group.inputs().state.rows = rows;
      group.step();
      float[][] expected = expected(images, rows, new LeafShares(devices).allSpans());
      float[] learned = new float[FEATURES];
      group.tensors().download("norm.running_mean", 0, learned);
      assertArrayEquals(expected[0], learned, CoreTolerances.STATISTICS, "means");
      group.tensors().download("norm.running_var", 0, learned);
      assertArrayEquals(expected[1], learned, CoreTolerances.STATISTICS, "variances");
    }
  }

  private static float[] images(int rows) {
    float[] images = new float[BATCH * FEATURES];
    for (int i = 0; i < rows * FEATURES; i++) {
      images[i] = (i * 37 % 23) / 8f - 1;
    }
    return images;
  }

  /** Means from 0 and unbiased variances from 1, a subtree at a time. */
  private static float[][] expected(float[] images, int rows, List<LeafShares.Span> spans) {
    float[][] expected = new float[2][FEATURES];
    for (int f = 0; f < FEATURES; f++) {
      double mean = 0;
      double variance = 0;
      for (LeafShares.Span span : spans) {
        int from = span.firstRow(rows);
        int count = span.rows(rows);
        double own = 0;
        for (int r = from; r < from + count; r++) {
          own += images[r * FEATURES + f] / (double) count;
        }
        double squares = 0;
        for (int r = from; r < from + count; r++) {
          squares += (images[r * FEATURES + f] - own) * (images[r * FEATURES + f] - own);
        }
        mean += own * count / rows;
        variance += squares / (count - 1) * count / rows;
      }
      expected[0][f] = (float) (MOMENTUM * mean);
      expected[1][f] = (float) (1 - MOMENTUM + MOMENTUM * variance);
    }
    return expected;
  }
}
