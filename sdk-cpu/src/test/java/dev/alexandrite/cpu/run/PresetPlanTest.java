package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.CifarNets;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Program.PlannedStep;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.train.Sgd;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every layer of every preset, forward and backward, is planned by the backend that was asked. */
class PresetPlanTest {
  @TestFactory
  Stream<DynamicTest> everyNodeIsPlannedByTheChosenBackend() {
    return Stream.of("cpu", "scalar")
        .flatMap(
            backend ->
                presets().entrySet().stream()
                    .map(
                        preset ->
                            DynamicTest.dynamicTest(
                                preset.getKey() + " on " + backend,
                                () -> check(backend, preset.getValue().network()))));
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

  private static void check(String name, Network network) {
    try (Backend backend = backend(name)) {
      InferencePlan forward = Planner.inference(network, 1);
      TensorStore weights = new TensorStore(backend, forward.persistent());
      List<PlannedStep> steps = backend.compile(forward.graph(), weights).plannedSteps();
      assertAllBy(name, steps);

      LossOp loss = new LossOp.SoftmaxCrossEntropy(network.classes(), 0, List.of());
      UpdateRule rule = new UpdateRule(Sgd.paper(0.01), false, 0, 0, 0);
      TrainingGraphs training = Planner.training(network, loss, rule, 1);
      TensorStore store = new TensorStore(backend, training.persistent());
      List<PlannedStep> all = backend.compile(training.step(), store).plannedSteps();
      assertAllBy(name, all);
      var layers = all.stream().map(PlannedStep::layer).collect(Collectors.toSet());
      for (Node node : network.nodes()) {
        boolean fused = node.layer().kind().equals("relu");
        assertTrue(fused || layers.contains(node.name()), node + " is planned by nobody");
      }
    }
  }

  private static void assertAllBy(String name, List<PlannedStep> steps) {
    for (PlannedStep step : steps) {
      assertEquals(name, step.backend(), step::toString);
      assertTrue(!step.algorithm().isBlank(), step::toString);
    }
  }

  private static Backend backend(String name) {
    return ServiceLoader.load(BackendProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow()
        .create(new BackendOptions(2));
  }
}
