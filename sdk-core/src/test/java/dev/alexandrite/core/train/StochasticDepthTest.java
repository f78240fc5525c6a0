package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.classify.Inspection;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Layer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.model.StochasticDepth;
import dev.alexandrite.spi.DropoutOp;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Branches that are left out for some examples, in training alone. */
class StochasticDepthTest {
  @TempDir Path temp;

  private Trainer trainer(Network network, String folder, int epochs) {
    return Trainer.of(new Recipe(network, SmallRun.pipeline()))
        .data(SmallRun.data(22))
        .batchSize(4)
        .epochs(epochs)
        .optimizer(Sgd.pytorch(0.01).momentum(0.9))
        .backend("scalar")
        .loaderThreads(1)
        .checkpoints(temp.resolve(folder));
  }

  private static List<String> checksums(TrainingResult result) {
    return Checkpoint.open(result.checkpoint().orElseThrow()).tensors().stream()
        .map(TensorInfo::sha256)
        .toList();
  }

  /** An example of one unit is left out where dropout drops the unit. */
  private static Network oneUnit(Layer layer) {
    return Network.builder("one unit", Shape.image(3, 6, 6))
        .flatten("flat")
        .linear("narrow", Linear.of(1))
        .add("left out", layer)
        .linear("fc", Linear.of(3))
        .build();
  }

  private static NetworkBuilder residual(double rate) {
    return Network.builder("residual", Shape.image(3, 6, 6))
        .conv2d("conv1", Conv2d.of(4, 3))
        .conv2d("branch", Conv2d.of(4, 3).pad(1))
        .stochasticDepth("depth", StochasticDepth.of(rate))
        .add("sum", "depth", "conv1")
        .flatten("flat")
        .linear("fc", Linear.of(3));
  }

  @Test
  void oneUnitIsLeftOutAsByDropout() {
    try (TrainingResult depth = trainer(oneUnit(StochasticDepth.of(0.4)), "depth", 2).fit();
        TrainingResult dropout = trainer(oneUnit(Dropout.of(0.4)), "dropout", 2).fit();
        TrainingResult none = trainer(oneUnit(StochasticDepth.of(0)), "none", 2).fit()) {
      assertEquals(checksums(dropout), checksums(depth));
      assertTrue(!checksums(none).equals(checksums(depth)), "nothing was left out");
    }
  }

  @Test
  void goesOnToTheSameBits() {
    Network network = residual(0.5).build();
    try (TrainingResult whole = trainer(network, "whole", 2).fit()) {
      trainer(network, "parts", 1).fit().close();
      try (TrainingResult parts = trainer(network, "parts", 2).resume().fit()) {
        assertEquals(checksums(whole), checksums(parts));
      }
    }
  }

  @Test
  void doesNothingOnceTheNetworkIsTrained() {
    try (TrainingResult result = trainer(residual(0.5).build(), "trained", 1).fit()) {
      float[] once = result.classifier().logits(SmallRun.image(1, 1));
      Inspection seen =
          result.classifier().inspect(SmallRun.image(1, 1), List.of("branch", "depth"));
      float[] branch = seen.layer("branch").activation();
      float[] depth = seen.layer("depth").activation();
      assertArrayEquals(branch, depth);
      assertArrayEquals(once, result.classifier().logits(SmallRun.image(1, 1)));
    }
  }

  @Test
  void examplesAreKeptAsOftenAsPromised() {
    DropoutOp.Examples op = new DropoutOp.Examples(Shape.of(2), 3, 0.7, 1 / 0.7f);
    RunState state = new RunState();
    state.seed = 8;
    int kept = 0;
    for (int row = 0; row < 10_000; row++) {
      float factor = op.factor(state, row);
      assertTrue(factor == 0 || factor == 1 / 0.7f, "factor " + factor);
      kept += factor > 0 ? 1 : 0;
    }
    assertEquals(0.7, kept / 10_000.0, 0.025); // more than five standard deviations
  }

  @Test
  void aRateIsAShareBelowOne() {
    for (double rate : new double[] {-0.1, 1, Double.NaN}) {
      String message =
          assertThrows(InvalidModelException.class, () -> residual(rate).build()).getMessage();
      assertTrue(message.contains("layer 'depth'") && message.contains("rate"), message);
    }
  }
}
