package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.core.checkpoint.CheckpointFolder;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers whose rates differ from the others' as epochs go by. */
class LayerLearningRateTest {
  private static final Sgd DECAYING = Sgd.paper(0.02).momentum(0.9).weightDecay(0.1);

  @TempDir Path temp;

  @Test
  void aFrozenLayerIsLeftAloneWhileTheOthersLearn() {
    assertFrozen("paper", DECAYING, trainer -> trainer);
    assertFrozen("limited", Sgd.pytorch(0.02), trainer -> trainer.maxNorm(0.3));
    assertFrozen("adam", AdamW.of(0.01), trainer -> trainer);
    assertFrozen("gathered", DECAYING, trainer -> trainer.accumulate(2).clipNorm(1));
  }

  private void assertFrozen(String name, Optimizer optimizer, UnaryOperator<Trainer> options) {
    train(name, optimizer, trainer -> options.apply(trainer).layerLearningRate("conv1", 1, 0));
    Map<String, String> before = checksums(name, 1);
    Map<String, String> after = checksums(name, 3);
    before.forEach(
        (tensor, checksum) -> {
          if (tensor.contains("conv1")) {
            assertEquals(checksum, after.get(tensor), name + ": " + tensor);
          }
        });
    assertNotEquals(before.get("fc.weight"), after.get("fc.weight"), name);
  }

  @Test
  void aFactorCountsFromItsEpochOn() {
    train("plain", DECAYING, trainer -> trainer);
    train(
        "slower",
        DECAYING,
        trainer -> trainer.layerLearningRate("fc", 2, 0.1).layerLearningRate("fc", 1, 1));
    assertEquals(checksums("plain", 2), checksums("slower", 2));
    assertNotEquals(
        checksums("plain", 3).get("fc.weight"), checksums("slower", 3).get("fc.weight"));
  }

  @Test
  void halfTheRateInEveryLayerIsHalfTheRate() {
    train("base", Sgd.paper(0.01).momentum(0.9).weightDecay(0.1), trainer -> trainer);
    train(
        "layers",
        DECAYING,
        trainer ->
            trainer
                .layerLearningRate("conv1", 0, 0.5)
                .layerLearningRate("norm1", 0, 0.5)
                .layerLearningRate("fc", 0, 0.5));
    assertEquals(checksums("base", 3), checksums("layers", 3));
  }

  private void train(String name, Optimizer optimizer, UnaryOperator<Trainer> options) {
    Trainer trainer =
        Trainer.of(SmallRun.model())
            .data(SmallRun.data(22))
            .batchSize(4)
            .epochs(3)
            .optimizer(optimizer)
            .backend("scalar")
            .loaderThreads(1)
            .checkpoints(temp.resolve(name))
            .keepCheckpoints(3);
    options.apply(trainer).fit().classifier().close();
  }

  /** Of weights and optimiser state after some epochs, by tensor. */
  private Map<String, String> checksums(String name, int epochs) {
    Path checkpoint = new CheckpointFolder(temp.resolve(name)).list().get(epochs - 1);
    return Checkpoint.open(checkpoint).tensors().stream()
        .collect(Collectors.toMap(TensorInfo::name, TensorInfo::sha256));
  }

  @Test
  void aLayerWithoutParametersIsRefused() {
    Trainer trainer = SmallRun.trainer().layerLearningRate("pool1", 1, 0);
    String message = assertThrows(TrainingException.class, trainer::fit).getMessage();
    assertTrue(message.contains("called 'pool1' has parameters"), message);
    assertTrue(message.contains("[conv1, norm1, fc]"), message);
  }
}
