package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.TrainingException;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.model.AuxiliaryHead;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Losses in the middle of a network, of which nothing is left when it is trained. */
class AuxiliaryHeadTest {
  private static final int CLASSES = SmallRun.CLASSES.size();

  private static final InputPipeline PIPELINE =
      SmallRun.pipeline().normalization(new Normalization.None());

  @TempDir Path temp;

  private static NetworkBuilder trunk() {
    return Network.builder("two heads", Shape.image(3, 6, 6))
        .conv2d("conv1", Conv2d.of(4, 3))
        .relu("relu1")
        .flatten("flat")
        .linear("fc", Linear.of(CLASSES));
  }

  /** The second head has parameters, carried state and dropout of its own. */
  private static NetworkBuilder twoHeads() {
    return Network.builder("two heads", Shape.image(3, 6, 6))
        .conv2d("conv1", Conv2d.of(4, 3))
        .relu("relu1")
        .conv2d("aux/conv", Conv2d.of(5, 2))
        .batchNorm("aux/norm", BatchNorm.of())
        .flatten("aux/flat")
        .dropout("aux/drop", Dropout.of(0.5))
        .linear("aux/fc", Linear.of(CLASSES))
        .flatten("flat", "relu1")
        .linear("fc", Linear.of(CLASSES))
        .auxiliary("aux/fc", 0.3);
  }

  private Trainer trainer(Network network, String folder, double rate) {
    return trainer(network, folder, rate, 2);
  }

  private Trainer trainer(Network network, String folder, double rate, int epochs) {
    return Trainer.of(new Recipe(network, PIPELINE))
        .data(SmallRun.data(22))
        .validation(SmallRun.data(10))
        .batchSize(4)
        .epochs(epochs)
        .optimizer(Sgd.pytorch(rate).momentum(0.9))
        .backend("scalar")
        .loaderThreads(1)
        .checkpoints(temp.resolve(folder))
        .keepCheckpoints(3);
  }

  private static Map<String, String> checksums(TrainingResult result) {
    return checksums(result.checkpoint().orElseThrow());
  }

  private static Map<String, String> checksums(Path checkpoint) {
    return Checkpoint.open(checkpoint).tensors().stream()
        .collect(Collectors.toMap(TensorInfo::name, TensorInfo::sha256, (a, b) -> a, TreeMap::new));
  }

  /** A head of weight 1 that computes what the output does doubles every gradient. */
  @Test
  void itsWeightedLossIsAdded() {
    Network twice =
        trunk()
            .shared("again", Linear.of(CLASSES), "fc", "flat")
            .output("fc")
            .auxiliary("again", 1)
            .build();
    Network once = trunk().build();
    try (TrainingResult two = trainer(twice, "two", 0.01).fit();
        TrainingResult one = trainer(once, "one", 0.02).fit()) {
      for (String parameter : List.of("conv1.weight", "fc.weight", "fc.bias")) {
        assertEquals(checksums(one).get(parameter), checksums(two).get(parameter), parameter);
      }
      double ofOne = one.history().getFirst().trainLoss();
      assertEquals(2 * ofOne, two.history().getFirst().trainLoss(), Math.ulp(4 * ofOne));
      assertEquals(
          one.history().getLast().validation().orElseThrow().loss(),
          two.history().getLast().validation().orElseThrow().loss(),
          "validation has no second head");
    }
  }

  @Test
  void goesOnToTheSameBits() {
    Network network = twoHeads().build();
    try (TrainingResult whole = trainer(network, "whole", 0.01).fit()) {
      trainer(network, "parts", 0.01, 1).fit().close();
      try (TrainingResult parts = trainer(network, "parts", 0.01).resume().fit()) {
        assertEquals(checksums(whole), checksums(parts));
        assertTrue(checksums(whole).containsKey("aux/norm.running_mean"));
      }
    }
  }

  @Test
  void nothingOfItIsServed() {
    Network network = twoHeads().build();
    try (TrainingResult result = trainer(network, "served", 0.01).fit();
        Classifier loaded = Classifier.load(result.checkpoint().orElseThrow());
        Classifier built =
            Classifier.builder(result.classifier().recipe())
                .weights(result.classifier().weights())
                .classNames(SmallRun.CLASSES)
                .build();
        Classifier ofBoth =
            Classifier.builder(new Recipe(network, PIPELINE))
                .weights(
                    Checkpoint.open(result.checkpoint().orElseThrow()).weights(),
                    WeightRule.exact())
                .classNames(SmallRun.CLASSES)
                .build()) {
      float[] logits = result.classifier().logits(SmallRun.image(3, 0));
      for (Classifier other : List.of(loaded, built, ofBoth)) {
        List<String> names = other.weights().tensors().stream().map(NamedTensor::name).toList();
        assertEquals(List.of("conv1.weight", "conv1.bias", "fc.weight", "fc.bias"), names);
        assertArrayEquals(logits, other.logits(SmallRun.image(3, 0)));
      }
      Path packed = temp.resolve("model.zip");
      result.classifier().pack(packed);
      try (Classifier unpacked = Classifier.load(packed)) {
        assertArrayEquals(logits, unpacked.logits(SmallRun.image(3, 0)));
      }
    }
  }

  @Test
  void theTrunkIsTheNetworkWithoutIt() {
    Network network = twoHeads().build();
    Network trunk = network.withoutAuxiliaryHeads();
    assertEquals(List.of(new AuxiliaryHead("aux/fc", 0.3)), network.auxiliaryHeads());
    assertEquals(trunk().build().parameters(), trunk.parameters());
    assertEquals(trunk().build().nodes(), trunk.nodes());
    assertSame(trunk, trunk.withoutAuxiliaryHeads());
    Network five = network.withClasses(5);
    assertEquals(Shape.of(5), five.shape("aux/fc"));
    assertEquals(network.auxiliaryHeads(), five.auxiliaryHeads());
  }

  @Test
  void whatCannotBeAHeadIsRefused() {
    refused("weight of an auxiliary head's loss must be positive", trunk(), "relu1", 0);
    refused("is the output of network 'two heads'", trunk(), "fc", 1);
    refused("as many logits as the network's output 'fc', 3, found 4×4×4", trunk(), "relu1", 1);
    refused("it is an auxiliary head already", twoHeads(), "aux/fc", 1);
    refused("there is no layer 'aux2'", trunk(), "aux2", 1);
    Trainer two = trainer(twoHeads().build(), "devices", 0.01).devices(2);
    String message = assertThrows(TrainingException.class, two::fit).getMessage();
    assertTrue(message.contains("network 'two heads' has auxiliary heads"), message);
  }

  private static void refused(String why, NetworkBuilder builder, String node, double weight) {
    String message =
        assertThrows(InvalidModelException.class, () -> builder.auxiliary(node, weight).build())
            .getMessage();
    assertTrue(message.contains(why), message);
  }
}
