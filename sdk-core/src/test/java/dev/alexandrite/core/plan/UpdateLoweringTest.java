package dev.alexandrite.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.RmsProp;
import dev.alexandrite.train.Sgd;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UpdateLoweringTest {
  private static Network network() {
    return Network.builder("net", Shape.image(4, 6, 6))
        .conv2d("conv", Conv2d.of(6, 3).groups(2))
        .locallyConnected("local", LocallyConnected.of(5, 2))
        .flatten("flat")
        .linear("fc", Linear.of(3))
        .build();
  }

  private static TrainingGraphs plan(Optimizer optimizer) {
    UpdateRule rule = new UpdateRule(optimizer, true, 0, 2, 0.9);
    return Planner.training(network(), new LossOp.SoftmaxCrossEntropy(3, 0, List.of()), rule, 2);
  }

  @Test
  void aUnitIsWhatReadsItsOwnWeights() {
    Map<String, UpdateOp.MaxNorm> limits =
        plan(Sgd.paper(0.1)).update().steps().stream()
            .filter(step -> step.op() instanceof UpdateOp.MaxNorm)
            .collect(Collectors.toMap(step -> step.layer(), step -> (UpdateOp.MaxNorm) step.op()));
    assertEquals(Set.of("conv.weight", "local.weight", "fc.weight"), limits.keySet());
    assertEquals(6, limits.get("conv.weight").units());
    assertEquals(2 * 3 * 3, limits.get("conv.weight").weights());
    assertEquals(3 * 3 * 5, limits.get("local.weight").units());
    assertEquals(6 * 2 * 2, limits.get("local.weight").weights());
    assertEquals(3, limits.get("fc.weight").units());
  }

  @Test
  void aLayerCannotTakeTheNameOfATensorOfTraining() {
    Set<String> layers =
        network().parameters().stream().map(ParameterSpec::name).collect(Collectors.toSet());
    Set<String> prefixes = new HashSet<>();
    for (Optimizer optimizer : List.of(Sgd.paper(0.1), AdamW.of(0.1), RmsProp.tensorflow(0.1))) {
      for (TensorSpec tensor : plan(optimizer).persistent()) {
        if (!layers.contains(tensor.name())) {
          prefixes.add(tensor.name().substring(0, tensor.name().indexOf('/') + 1));
        }
      }
    }
    assertTrue(prefixes.size() >= 7, prefixes.toString());
    for (String prefix : prefixes) {
      assertThrows(
          InvalidModelException.class,
          () -> Network.builder(Shape.of(4)).linear(prefix + "fc", Linear.of(3)),
          prefix);
    }
  }
}
