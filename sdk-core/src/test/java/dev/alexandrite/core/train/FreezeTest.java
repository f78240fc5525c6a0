package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.TrainingException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.core.CoreTolerances;
import dev.alexandrite.core.checkpoint.CheckpointFolder;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.LayerNorm;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Lamb;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.RmsProp;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers that are frozen stay as they are, and cost nothing that is not needed. */
class FreezeTest {
  private static final Sgd DECAYING = Sgd.paper(0.02).momentum(0.9).weightDecay(0.1);

  @TempDir Path temp;

  private Trainer trainer(String folder, Model model, Optimizer optimizer) {
    return Trainer.of(model)
        .data(SmallRun.data(22))
        .batchSize(4)
        .epochs(2)
        .optimizer(optimizer)
        .backend("scalar")
        .loaderThreads(1)
        .checkpoints(temp.resolve(folder))
        .keepCheckpoints(3);
  }

  private Trainer small(String folder, Optimizer optimizer) {
    return trainer(folder, SmallRun.model(), optimizer);
  }

  /** By tensor, after some epochs of six steps. */
  private Map<String, String> checksums(String folder, int epochs) {
    return checksums(new CheckpointFolder(temp.resolve(folder)).of(6L * epochs));
  }

  private static Map<String, String> checksums(Path path) {
    Checkpoint checkpoint = Checkpoint.open(path);
    Map<String, String> checksums = new TreeMap<>();
    for (TensorInfo tensor : checkpoint.tensors()) {
      checksums.put(tensor.name(), tensor.sha256());
    }
    return checksums;
  }

  private void assertStandsStill(String name, Optimizer optimizer, UnaryOperator<Trainer> options) {
    options.apply(small(name, optimizer)).freezeUpTo("norm1").fit().close();
    List<Path> epochs = new CheckpointFolder(temp.resolve(name)).list();
    assertEquals(2, epochs.size());
    Map<String, String> before = checksums(epochs.getFirst());
    Map<String, String> after = checksums(epochs.getLast());
    before.forEach(
        (tensor, checksum) -> {
          boolean frozen = tensor.startsWith("conv1.") || tensor.startsWith("norm1.");
          boolean trained = tensor.endsWith("fc.weight") || tensor.endsWith("fc.bias");
          if (frozen) {
            assertEquals(checksum, after.get(tensor), name + ": " + tensor);
          } else if (trained && !tensor.startsWith("gradient")) {
            assertNotEquals(checksum, after.get(tensor), name + ": " + tensor);
          }
        });
    assertTrue(before.containsKey("norm1.running_mean"), before.keySet().toString());
    assertFalse(
        before.keySet().stream().anyMatch(tensor -> tensor.contains("/conv1.")),
        "no state of the optimiser, no average: " + before.keySet());
    assertTrue(before.keySet().stream().anyMatch(tensor -> tensor.endsWith("/fc.weight")));
  }

  /** Decay is what moves scales and biases that no gradient moves. */
  @Test
  void biasesAndNormsDecayOnlyWhereTheyAreAsked() {
    Sgd still = Sgd.pytorch(1e-30).weightDecay(1e28);
    small("all", still).fit().close();
    small("weights", still).decayWeightsOnly().fit().close();
    Map<String, String> all = checksums("all", 1);
    Map<String, String> weights = checksums("weights", 1);
    assertEquals(all.get("conv1.weight"), weights.get("conv1.weight"));
    assertEquals(all.get("fc.weight"), weights.get("fc.weight"));
    assertNotEquals(all.get("norm1.weight"), weights.get("norm1.weight"));
    String refusal =
        assertThrows(CheckpointException.class, () -> small("weights", still).resume().fit())
            .getMessage();
    assertTrue(refusal.contains("decayWeightsOnly"), refusal);
  }

  @Test
  void nothingOfAFrozenLayerMoves() {
    assertStandsStill("paper", DECAYING, trainer -> trainer);
    assertStandsStill("limited", DECAYING, trainer -> trainer.maxNorm(0.01).averageWeights(0.5));
    assertStandsStill("adam", AdamW.of(0.01).weightDecay(0.1), trainer -> trainer);
    assertStandsStill("rmsprop", RmsProp.tensorflow(0.01).weightDecay(0.1), trainer -> trainer);
    assertStandsStill("lamb", Lamb.of(0.01).weightDecay(0.1), trainer -> trainer);
    assertStandsStill("gathered", DECAYING, trainer -> trainer.accumulate(2).clipNorm(1));
  }

  /** Without a norm over batches, a rate of 0 has the same bits and only costs more. */
  @Test
  void theOthersLearnAsBesideALayerThatDoesNotMove() {
    Network network =
        Network.builder("plain", Shape.image(3, 8, 8))
            .conv2d("conv1", Conv2d.of(4, 3))
            .relu("relu1")
            .conv2d("conv2", Conv2d.of(4, 3))
            .add("norm", LayerNorm.of(3))
            .relu("relu2")
            .flatten("flat")
            .linear("fc", Linear.of(3))
            .build();
    for (String layer : List.of("conv1", "conv2", "norm")) {
      trainer(layer + " frozen", network, DECAYING).freeze(layer).fit().close();
      trainer(layer + " stopped", network, DECAYING).layerLearningRate(layer, 0, 0).fit().close();
      Map<String, String> stopped = checksums(layer + " stopped", 2);
      stopped.keySet().removeIf(tensor -> tensor.startsWith("momentum/" + layer + "."));
      assertEquals(stopped, checksums(layer + " frozen", 2), layer);
    }
  }

  /** Its gradient is that of a norm with given statistics, and what is in front of it learns. */
  @Test
  void aFrozenBatchNormIsComputedAsAfterTraining() {
    Network network =
        Network.builder("normed", Shape.image(3, 8, 8))
            .conv2d("conv1", Conv2d.of(4, 3))
            .batchNorm("norm1", BatchNorm.of())
            .flatten("flat")
            .linear("fc", Linear.of(3))
            .build();
    trainer("normed", network, DECAYING).freeze("norm1").fit().close();
    Map<String, String> before = checksums("normed", 1);
    Map<String, String> after = checksums("normed", 2);
    for (String tensor : List.of("norm1.weight", "norm1.running_mean", "norm1.running_var")) {
      assertEquals(before.get(tensor), after.get(tensor), tensor);
    }
    assertNotEquals(before.get("conv1.weight"), after.get("conv1.weight"));
    // Running statistics begin at 0 and 1: the norm divides by the root of 1 + epsilon alone.
    Network scaled =
        Network.builder("scaled", Shape.image(3, 8, 8))
            .conv2d("conv1", Conv2d.of(4, 3))
            .flatten("flat")
            .linear("fc", Linear.of(3))
            .build();
    trainer("teacher", scaled, DECAYING).fit().close();
    Path teacher = new CheckpointFolder(temp.resolve("teacher")).of(12);
    double plain = loss(trainer("scaled", scaled, DECAYING).initialWeights(teacher));
    double normed =
        loss(
            trainer("normed again", network, DECAYING)
                .freeze("norm1")
                .initialWeights(teacher, WeightRule.exact().except("norm1")));
    assertEquals(plain, normed, CoreTolerances.FROZEN_NORM * plain);
  }

  private static double loss(Trainer trainer) {
    try (TrainingResult run = trainer.fit()) {
      return run.history().getFirst().trainLoss();
    }
  }

  @Test
  void aHeadIsTrainedOnImportedWeights() {
    SmallRun.trainer().epochs(1).checkpoints(temp.resolve("teacher")).fit().close();
    Checkpoint teacher = Checkpoint.open(new CheckpointFolder(temp.resolve("teacher")).of(6));
    Recipe pupil = teacher.recipe().withClasses(3);
    WeightRule rule = WeightRule.exact().exceptHead(pupil.network());
    try (TrainingResult run =
        trainer("pupil", pupil, DECAYING)
            .initialWeights(teacher.weights(), rule)
            .freezeUpTo("drop")
            .fit()) {
      WeightReport report = run.initialWeights().orElseThrow();
      assertEquals(List.of("fc.weight", "fc.bias"), report.kept());
    }
    Map<String, String> taught = checksums("teacher", 1);
    Map<String, String> tuned = checksums("pupil", 2);
    for (String tensor : List.of("conv1.weight", "norm1.bias", "norm1.running_var")) {
      assertEquals(taught.get(tensor), tuned.get(tensor), tensor);
    }
    assertNotEquals(taught.get("fc.weight"), tuned.get("fc.weight"));
  }

  @Test
  void aResumedRunNeedsTheSameLayersFrozen() {
    small("whole", DECAYING).freeze("conv1").fit().close();
    small("halves", DECAYING).freeze("conv1").checkpointEvery(4).fit().close();
    Trainer other = small("halves", DECAYING).resume();
    CheckpointException refusal = assertThrows(CheckpointException.class, other::fit);
    assertTrue(refusal.getMessage().contains("frozen=[conv1]"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("freeze"), refusal.getMessage());
    small("halves", DECAYING).freeze("conv1").resume().fit().close();
    assertEquals(checksums("whole", 2), checksums("halves", 2));
  }

  /** A frozen layer has no momentum, and does not ask for any. */
  @Test
  void momentumIsTakenForWhatIsTrained() {
    small("all", DECAYING).fit().close();
    small("part", DECAYING).freeze("conv1").fit().close();
    Checkpoint all = Checkpoint.open(new CheckpointFolder(temp.resolve("all")).of(12));
    Checkpoint part = Checkpoint.open(new CheckpointFolder(temp.resolve("part")).of(12));
    small("of all", DECAYING).freeze("conv1").initialMomentum(all.momentum()).fit().close();
    small("of part", DECAYING).freeze("conv1").initialMomentum(part.momentum()).fit().close();
    Trainer unfrozen = small("unfrozen", DECAYING).initialMomentum(part.momentum());
    CheckpointException refusal = assertThrows(CheckpointException.class, unfrozen::fit);
    assertTrue(refusal.getMessage().contains("it lacks conv1.weight"), refusal.getMessage());
  }

  @Test
  void whatCannotBeMeantIsRefusedAtOnce() {
    refused("'cnv1'; the nearest is conv1", () -> SmallRun.trainer().freeze("cnv1"));
    refused("'relu1'", () -> SmallRun.trainer().freeze("relu1")); // has no parameters
    refused("'pool2'; the nearest is pool1", () -> SmallRun.trainer().freezeUpTo("pool2"));
    refused("nothing to train", () -> SmallRun.trainer().freezeUpTo("fc"));
    refused("nothing to train", () -> SmallRun.trainer().freeze("fc").freezeUpTo("norm1"));
    refused("no layer with parameters", () -> SmallRun.trainer().freeze(layer -> false));
    refused("set twice", () -> SmallRun.trainer().freeze("conv1").freeze("norm1"));
    refused(
        "conv1 is frozen and has a layerLearningRate",
        () -> SmallRun.trainer().layerLearningRate("conv1", 0, 2).freeze("conv1"));
    refused(
        "conv1 is frozen and has a layerLearningRate",
        () ->
            SmallRun.trainer()
                .freeze(layer -> layer.startsWith("conv"))
                .layerLearningRate("conv1", 1, 2));
  }

  private static void refused(String finding, Runnable call) {
    TrainingException refusal = assertThrows(TrainingException.class, call::run);
    assertTrue(refusal.getMessage().contains(finding), refusal.getMessage());
  }

  @Test
  void compositesAndBranchesAreFoundInTheGraph() {
    Network network =
        Network.builder("branched", Shape.image(3, 8, 8))
            .composite(
                "stem",
                (scope, inputs) -> {
                  scope.conv2d("conv", Conv2d.of(4, 1));
                  scope.relu("relu");
                  return "relu";
                })
            .conv2d("left", Conv2d.of(4, 1), "stem")
            .conv2d("right", Conv2d.of(4, 1), "stem")
            .add("sum", "left", "right")
            .flatten("flat")
            .linear("fc", Linear.of(3))
            .build();
    trainer("stem", network, DECAYING).freeze("stem").fit().close();
    assertEquals(
        checksums("stem", 1).get("stem/conv.weight"), checksums("stem", 2).get("stem/conv.weight"));
    trainer("left", network, DECAYING).freezeUpTo("left").fit().close();
    Map<String, String> before = checksums("left", 1);
    Map<String, String> after = checksums("left", 2);
    assertEquals(before.get("stem/conv.weight"), after.get("stem/conv.weight"));
    assertEquals(before.get("left.weight"), after.get("left.weight"));
    assertNotEquals(before.get("right.weight"), after.get("right.weight"));
  }
}
