package dev.alexandrite.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.CifarNets;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.Presets;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.Program.PlannedStep;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.train.Sgd;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;

/** Every layer of every preset, forward and backward, is planned by the backend that was asked. */
final class PresetPlanTest {
  @TestFactory
  Stream<DynamicTest> onTheCpu() {
    return onEveryPreset(() -> Backends.open("cpu", 2));
  }

  @TestFactory
  Stream<DynamicTest> onTheReference() {
    return onEveryPreset(Backends::reference);
  }

  @TestFactory
  Stream<DynamicTest> onNd4j() {
    return onEveryPreset(() -> Nd4jNative.open(2));
  }

  @TestFactory
  @EnabledIf(value = "dev.alexandrite.cuda.Cuda#isUsable", disabledReason = Cuda.UNUSABLE)
  Stream<DynamicTest> onCuda() {
    return onEveryPreset(Cuda::open);
  }

  private static Stream<DynamicTest> onEveryPreset(Supplier<Backend> backends) {
    return Stream.concat(
        presets().entrySet().stream()
            .map(
                preset ->
                    DynamicTest.dynamicTest(
                        preset.getKey(), () -> check(preset.getValue().network(), backends))),
        Presets.byName().entrySet().stream()
            .map(
                preset ->
                    DynamicTest.dynamicTest(
                        preset.getKey() + ", without memory",
                        () -> checkOperators(preset.getValue().get().network(), backends))));
  }

  private static Map<String, Model> presets() {
    return Map.ofEntries(
        Map.entry("paper", AlexNet.paper().build()),
        Map.entry("release2012", AlexNet.release2012().build()),
        Map.entry("caffe", AlexNet.caffe().build()),
        Map.entry("oneTower", AlexNet.oneTower().build()),
        Map.entry("torchvision", AlexNet.torchvision().build()),
        Map.entry("tiny", AlexNet.tiny().build()),
        Map.entry("80sec", CifarNets.layers80sec()),
        Map.entry("19pct", CifarNets.layers19pct()),
        Map.entry("18pct", CifarNets.layers18pct()),
        Map.entry("13pct", CifarNets.layers13pct()),
        Map.entry("11pct", CifarNets.layers11pct()));
  }

  private static void check(Network network, Supplier<Backend> backends) {
    try (Backend backend = backends.get()) {
      InferencePlan forward = Planner.inference(network, 1);
      TensorStore weights = new TensorStore(backend, forward.persistent());
      assertAllBy(backend, Programs.compile(backend, forward.graph(), weights).plannedSteps());

      LossOp loss = new LossOp.SoftmaxCrossEntropy(network.classes(), 0, List.of());
      UpdateRule rule = new UpdateRule(Sgd.paper(0.01), false, 0, 0, 0);
      TrainingGraphs training = Planner.training(network, loss, rule, 1);
      TensorStore store = new TensorStore(backend, training.persistent());
      List<PlannedStep> all = Programs.compile(backend, training.step(), store).plannedSteps();
      assertAllBy(backend, all);
      var layers = all.stream().map(PlannedStep::layer).collect(Collectors.toSet());
      for (Node node : network.nodes()) {
        boolean fused = node.layer().kind().equals("relu");
        assertTrue(fused || layers.contains(node.name()), node + " is planned by nobody");
      }
    }
  }

  /** Of nets with hundreds of millions of weights, the operators alone. */
  private static void checkOperators(Network network, Supplier<Backend> backends) {
    LossOp loss = new LossOp.SoftmaxCrossEntropy(network.classes(), 0, List.of());
    UpdateRule rule = new UpdateRule(Sgd.paper(0.01), false, 0, 0, 0);
    TrainingGraphs training = Planner.training(network, loss, rule, 1);
    try (Backend backend = backends.get()) {
      for (OpGraph graph : List.of(Planner.inference(network, 1).graph(), training.step())) {
        for (OpGraph.Step step : graph.steps()) {
          OpPlan plan = backend.plan(step.op(), graph.capacity());
          assertFalse(plan.algorithm().isBlank(), step::toString);
        }
      }
    }
  }

  private static void assertAllBy(Backend backend, List<PlannedStep> steps) {
    for (PlannedStep step : steps) {
      assertEquals(backend.name(), step.backend(), step::toString);
      assertFalse(step.algorithm().isBlank(), step::toString);
    }
  }
}
