package dev.alexandrite.cpu.run;

import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Tolerances;
import dev.alexandrite.train.Parallelism;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frozen layers have the same bits on any number of threads and devices. */
class FrozenOnDevicesTest {
  @TempDir Path directory;

  private Trainer trainer(String name, Model model) {
    return Trainer.of(model)
        .data(DrawnShapes.of(30, 32, 5))
        .epochs(2)
        .batchSize(20)
        .optimizer(Sgd.paper(0.01).momentum(0.9).weightDecay(5e-4))
        .checkpoints(directory.resolve(name))
        .backend("cpu")
        .loaderThreads(1)
        .seed(7);
  }

  private static Model tiny() {
    return AlexNet.tiny().classes(10).build();
  }

  /** Frozen, its statistics are learned from no batch, so that devices may share one. */
  private static Network normed() {
    return Network.builder("normed", Shape.image(3, 32, 32))
        .conv2d("conv1", Conv2d.of(8, 5).stride(2))
        .batchNorm("norm1", BatchNorm.of())
        .relu("relu1")
        .maxPool("pool1", MaxPool.of(2, 2))
        .conv2d("conv2", Conv2d.of(8, 3))
        .flatten("flat")
        .linear("fc", Linear.of(10))
        .build();
  }

  private void assertSameBytes(String name, Model model, UnaryOperator<Trainer> options)
      throws IOException {
    Weights one = Weights.of(options.apply(trainer(name, model)).threads(1));
    one.assertSameBytes(
        Weights.of(options.apply(trainer(name + " 3", model)).threads(3)), name + ", 3 threads");
    one.assertSameBytes(
        Weights.of(options.apply(trainer(name + " d", model)).devices(3)), name + ", 3 devices");
  }

  @Test
  void whateverIsFrozenTheBytesAreTheSame() throws IOException {
    assertSameBytes("trunk", tiny(), trainer -> trainer.freezeUpTo("conv5"));
    assertSameBytes("middle", tiny(), trainer -> trainer.freeze("conv3", "fc6"));
    assertSameBytes(
        "gathered",
        tiny(),
        trainer -> trainer.freeze("conv1").accumulate(2).clipNorm(0.5).averageWeights(0.9));
    assertSameBytes("norm in front", normed(), trainer -> trainer.freezeUpTo("norm1"));
    assertSameBytes("norm between", normed(), trainer -> trainer.freeze("norm1"));
  }

  @Test
  void aFrozenTrunkInFrontOfDividedLayersIsComputedAlike() {
    UnaryOperator<Trainer> frozen = trainer -> trainer.freezeUpTo("conv5");
    Weights one = Weights.of(frozen.apply(trainer("one", tiny())));
    Weights hybrid =
        Weights.of(
            frozen.apply(trainer("hybrid", tiny())).devices(2).parallelism(Parallelism.HYBRID));
    one.assertClose(hybrid, Tolerances.WEIGHTS, "hybrid");
    Weights head =
        Weights.of(
            trainer("towers", tiny()).freezeUpTo("fc7").devices(2).parallelism(Parallelism.TOWERS));
    Weights headAlone = Weights.of(trainer("head", tiny()).freezeUpTo("fc7"));
    headAlone.assertClose(head, Tolerances.WEIGHTS, "towers");
  }
}
