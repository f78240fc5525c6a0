package dev.alexandrite.core.plan;

import static dev.alexandrite.spi.OpGraph.Storage.PERSISTENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ResNet;
import dev.alexandrite.model.StochasticDepth;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Segments of the forward pass that are computed again: the same bits, in less memory. */
class RecomputationTest {
  @Property(tries = 60)
  void anySegmentsGiveTheSameBits(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    assertSameBits(RandomNetworks.network(seed), seed);
  }

  @Property(tries = 60)
  void anySegmentsOfGeneralOperatorsGiveTheSameBits(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    assertSameBits(RandomNetworks.generalNetwork(seed), seed);
  }

  @Test
  void randomLayersDrawTheSameAgain() {
    Network network = everything();
    for (long seed = 0; seed < 10; seed++) {
      assertSameBits(network, seed);
    }
  }

  @Test
  void alexNet() {
    assertSameBits(AlexNet.tiny().classes(10).build().network(), 5);
  }

  /** Dropout, stochastic depth, batch norms and two heads besides the output. */
  private static Network everything() {
    return Network.builder("everything", Shape.image(3, 6, 6))
        .conv2d("conv1", Conv2d.of(4, 3).pad(1))
        .batchNorm("norm1", BatchNorm.of())
        .relu("relu1")
        .conv2d("branch", Conv2d.of(4, 3).pad(1))
        .batchNorm("norm2", BatchNorm.of())
        .stochasticDepth("depth", StochasticDepth.of(0.5))
        .add("sum", "depth", "relu1")
        .dropout("drop", Dropout.of(0.3))
        .relu("relu2")
        .flatten("aux/flat", "relu1")
        .linear("aux/fc", Linear.of(3))
        .flatten("aux2/flat", "relu2")
        .dropout("aux2/drop", Dropout.of(0.5))
        .linear("aux2/fc", Linear.of(3))
        .conv2d("conv2", Conv2d.of(5, 3), "relu2")
        .relu("relu3")
        .flatten("flat")
        .linear("fc", Linear.of(3))
        .auxiliary("aux/fc", 0.3)
        .auxiliary("aux2/fc", 0.2)
        .build();
  }

  private static void assertSameBits(Network network, long seed) {
    RecomputedSteps kept = new RecomputedSteps(network);
    RecomputedSteps again = new RecomputedSteps(network);
    List<Integer> cuts = cuts(network, new Random(seed));
    again.recomputation().rewrite(cuts);
    assertEquals(kept.train(seed), again.train(seed), () -> cuts + " of " + network.summary());
    RecomputedSteps least = new RecomputedSteps(network);
    least.recomputation().rewrite();
    assertEquals(kept.train(seed), least.train(seed), network::summary);
  }

  /** About every third step begins a segment; a node is at least one step. */
  private static List<Integer> cuts(Network network, Random random) {
    List<Integer> cuts = new ArrayList<>();
    for (int step = 1; step < network.nodes().size() / 2; step++) {
      if (random.nextInt(3) == 0) {
        cuts.add(step);
      }
    }
    return cuts;
  }

  /** A batch counts once in the running statistics, however often it is normalised. */
  @Test
  void runningStatisticsMoveOnce() {
    OpGraph graph = step(ResNet.cifarResnet20().build().network(), 8, true);
    List<OpGraph.Step> norms =
        graph.steps().stream().filter(step -> step.op() instanceof BatchNormOp.Training).toList();
    long moving =
        norms.stream()
            .filter(step -> graph.values().get(step.outputs().getLast()).storage() == PERSISTENT)
            .count();
    assertEquals(19, moving);
    assertTrue(norms.size() > 19 + 5, "norms that are repeated");
  }

  @Test
  void aDeepNetworkTakesAThirdOfTheMemory() {
    Network network = ResNet.resnet50().build().network();
    OpGraph kept = step(network, 8, false);
    OpGraph again = step(network, 8, true);
    assertTrue(
        again.arenaElements() < kept.arenaElements() / 3,
        again.arenaElements() + " floats of " + kept.arenaElements());
    assertTrue(again.steps().size() < 1.3 * kept.steps().size(), again.steps().size() + " steps");
  }

  /** Where the first layers alone take the most, nothing is computed twice for nothing. */
  @Test
  void whereNothingIsGainedThePlanIsAsWithout() {
    Network network = AlexNet.tiny().build().network();
    assertEquals(step(network, 8, false), step(network, 8, true));
  }

  /** What does not fit in one array without it may fit with it. */
  @Test
  void aBatchThatIsTooLargeOtherwiseIsPlanned() {
    Network network = ResNet.resnet50().build().network();
    assertThrows(TrainingException.class, () -> step(network, 128, false));
    assertTrue(step(network, 128, true).arenaElements() < Integer.MAX_VALUE / 2, "fits");
  }

  private static OpGraph step(Network network, int batch, boolean recompute) {
    UpdateRule rule = new UpdateRule(Sgd.pytorch(0.01).momentum(0.9), false, 0, 0, 0);
    LossOp loss = new LossOp.SoftmaxCrossEntropy(network.classes(), 0, List.of());
    return Planner.training(network, loss, rule, recompute, batch).step();
  }
}
