package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.TrainingException;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.checkpoint.WeightMismatchException;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.data.Order;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.TensorRole;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is given the momentum of another goes on as that one would have. */
class InitialMomentumTest {
  @TempDir Path temp;

  /** Without random numbers, which follow the steps of a run. */
  private static Model model() {
    Network network =
        Network.builder("plain", Shape.image(3, 8, 8))
            .conv2d("conv1", Conv2d.of(4, 3))
            .batchNorm("norm1", BatchNorm.of())
            .relu("relu1")
            .flatten("flat")
            .linear("fc", Linear.of(3))
            .build();
    return new Recipe(
        network,
        InputPipeline.plain(network.input())
            .resize(new Resize.None(8, 8))
            .normalization(new Normalization.MeanColor()));
  }

  private Trainer trainer(Optimizer rule, String folder) {
    return Trainer.of(model())
        .data(SmallRun.data(22))
        .batchSize(4)
        .order(Order.FIXED)
        .optimizer(rule)
        .backend("scalar")
        .loaderThreads(1)
        .checkpoints(temp.resolve(folder));
  }

  private static Sgd sgd(Sgd.Form form, boolean nesterov) {
    return new Sgd(form, 0.02, 0.9, nesterov, 5e-4);
  }

  private static Path fit(Trainer trainer) {
    try (TrainingResult run = trainer.fit()) {
      return run.checkpoint().orElseThrow();
    }
  }

  private static Map<String, List<Float>> tensors(Path checkpoint) {
    Map<String, List<Float>> values = new TreeMap<>();
    CheckpointReader reader = new CheckpointReader(checkpoint);
    reader.weights((name, shape, all) -> values.put(name, list(all.toArray(shape.elements()))));
    reader.optimizer((name, shape, all) -> values.put(name, list(all.toArray(shape.elements()))));
    return values;
  }

  private static List<Float> list(float[] values) {
    Float[] boxed = new Float[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return List.of(boxed);
  }

  @ParameterizedTest
  @CsvSource({"PAPER, false", "PAPER, true", "PYTORCH, false", "PYTORCH, true"})
  void aSplitRunHasTheBitsOfAnUninterruptedOne(Sgd.Form form, boolean nesterov) {
    Sgd rule = sgd(form, nesterov);
    Path whole = fit(trainer(rule, "whole").epochs(3));
    Checkpoint half = Checkpoint.open(fit(trainer(rule, "half").epochs(1)));
    Path rest =
        fit(
            trainer(rule, "rest")
                .epochs(2)
                .initialWeights(half.weights())
                .initialMomentum(half.momentum()));
    assertEquals(tensors(whole), tensors(rest));
    Path control = fit(trainer(rule, "control").epochs(2).initialWeights(half.weights()));
    assertFalse(tensors(whole).equals(tensors(control)), "momentum matters here");
  }

  @Test
  void momentumHasATensorForEveryParameter() {
    Checkpoint checkpoint =
        Checkpoint.open(fit(trainer(sgd(Sgd.Form.PAPER, false), "one").epochs(1)));
    assertEquals(
        List.of("conv1.bias", "conv1.weight", "fc.bias", "fc.weight", "norm1.bias", "norm1.weight"),
        checkpoint.momentum().tensors().stream().map(NamedTensor::name).sorted().toList());
    assertTrue(
        WeightReport.ofParameters(model().network(), checkpoint.momentum(), WeightRule.exact())
            .fits());
  }

  @Test
  void whatIsMissingIsNamed() {
    Sgd rule = sgd(Sgd.Form.PAPER, false);
    InMemoryWeights part =
        InMemoryWeights.of("solver").add("fc.bias", Shape.of(3), new float[] {1, 2, 3});
    WeightMismatchException refusal =
        assertThrows(
            WeightMismatchException.class, () -> trainer(rule, "part").initialMomentum(part).fit());
    assertTrue(
        refusal
            .getMessage()
            .startsWith("solver does not fit network 'plain': it lacks conv1.weight"),
        refusal.getMessage());
    assertEquals(5, refusal.report().missing().size());
  }

  @Test
  void whatTheRuleLeavesOutStartsAtZero() {
    Sgd still = Sgd.pytorch(1e-30).momentum(0.5);
    InMemoryWeights part =
        InMemoryWeights.of("solver")
            .add("fc.bias", Shape.of(3), new float[] {65536, 131072, -262144});
    Path checkpoint =
        fit(
            trainer(still, "zero")
                .epochs(1)
                .initialMomentum(part, WeightRule.exact().except("conv1", "norm1", "fc.weight")));
    float[] after = new float[3];
    new CheckpointReader(checkpoint)
        .optimizer(
            (name, shape, all) -> {
              if (name.equals(TensorRole.MOMENTUM.of("fc.bias"))) {
                all.copyTo(after);
              }
            });
    assertArrayEquals(
        new float[] {1024, 2048, -4096}, after, 4f, "halved six times, and gradients");
  }

  @Test
  void anOptimiserWithoutMomentumIsRefusedAtOnce() {
    InMemoryWeights some = InMemoryWeights.of("solver");
    Trainer adam = trainer(AdamW.of(0.001), "adam");
    TrainingException refusal =
        assertThrows(TrainingException.class, () -> adam.initialMomentum(some));
    assertTrue(refusal.getMessage().contains("which has no momentum"), refusal.getMessage());
    Trainer later = Trainer.of(model()).initialMomentum(some);
    assertThrows(TrainingException.class, () -> later.optimizer(Sgd.paper(0.1)));
  }

  @Test
  void checkpointsWithoutMomentumSaySo() {
    Path adam = fit(trainer(AdamW.of(0.001), "adam").epochs(1));
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> Checkpoint.open(adam).momentum().tensors());
    assertTrue(refusal.getMessage().contains("has no momentum"), refusal.getMessage());
    Path saved = temp.resolve("saved");
    try (Classifier classifier = Classifier.load(adam)) {
      classifier.save(saved);
    }
    refusal =
        assertThrows(CheckpointException.class, () -> Checkpoint.open(saved).momentum().tensors());
    assertTrue(refusal.getMessage().contains("Classifier.save"), refusal.getMessage());
  }

  @Test
  void aResumedRunIgnoresIt() {
    Sgd rule = sgd(Sgd.Form.PAPER, false);
    fit(trainer(rule, "resumed").epochs(1));
    Path on =
        fit(
            trainer(rule, "resumed")
                .epochs(2)
                .resume()
                .initialMomentum(InMemoryWeights.of("nobody asks")));
    assertEquals(tensors(fit(trainer(rule, "whole").epochs(2))), tensors(on));
  }
}
