package dev.alexandrite.core.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.Parameter;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import dev.alexandrite.train.Parallelism;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Where the paper's networks are cut, and which networks cannot be. */
class NetworkDividerTest {
  @Test
  void theReleasedNetworkMeetsAtConv3AndTheFullyConnectedLayers() {
    DividedNetwork towers =
        NetworkDivider.divide(AlexNet.release2012().build().network(), Parallelism.TOWERS, 2);
    assertEquals(List.of("conv1", "conv3", "fc6", "fc7", "fc8"), firstNodes(towers));
    towers.sections().stream()
        .skip(1)
        .forEach(section -> assertInstanceOf(AllGather.class, section.before()));
  }

  @Test
  void thePapersNetworkExchangesAHaloAtEachNormalisation() {
    DividedNetwork towers =
        NetworkDivider.divide(AlexNet.paper().build().network(), Parallelism.TOWERS, 2);
    assertEquals(
        List.of("conv1", "norm1", "pool1", "norm2", "pool2", "conv3", "fc6", "fc7", "fc8"),
        firstNodes(towers));
    Halo halo = assertInstanceOf(Halo.class, towers.sections().get(1).before());
    assertEquals(2, halo.reach());
    assertInstanceOf(HaloCrop.class, towers.sections().get(2).before());
  }

  @Test
  void noDeviceHasMoreThanItsShareOfTheParameters() {
    Network whole = AlexNet.release2012().build().network();
    DividedNetwork towers = NetworkDivider.divide(whole, Parallelism.TOWERS, 2);
    for (int rank = 0; rank < 2; rank++) {
      int device = rank;
      long own =
          towers.sections().stream()
              .mapToLong(section -> section.parts().get(device).parameterCount())
              .sum();
      assertEquals(whole.parameterCount() / 2, own);
    }
  }

  @Test
  void theHybridKeepsConvolutionsWhole() {
    DividedNetwork hybrid =
        NetworkDivider.divide(AlexNet.torchvision().build().network(), Parallelism.HYBRID, 4);
    assertTrue(hybrid.sections().getFirst().byRows());
    assertEquals("conv1", firstNodes(hybrid).getFirst());
    assertEquals(List.of("fc6", "fc7", "fc8"), firstNodes(hybrid).subList(1, 4));
    Node fc6 = hybrid.sections().get(1).parts().get(3).nodes().getFirst();
    assertEquals(1024, assertInstanceOf(Linear.class, fc6.layer()).outputs());
  }

  @Test
  void whatCannotBeDividedIsNamed() {
    assertRefused(SmallRun.network(), Parallelism.TOWERS, 2, "layer norm1");
    assertRefused(AlexNet.tiny().build().network(), Parallelism.TOWERS, 3, "layer conv2");
    assertRefused(AlexNet.tiny().build().network(), Parallelism.DATA, 9, "8 leaves");
    Network local =
        Network.builder("local", Shape.image(3, 8, 8))
            .conv2d("conv", Conv2d.of(4, 3))
            .locallyConnected("own", LocallyConnected.of(4, 3))
            .build();
    assertRefused(local, Parallelism.TOWERS, 2, "layer own of network 'local' is of kind locally");
    Network branches =
        Network.builder("branches", Shape.image(3, 8, 8))
            .conv2d("left", Conv2d.of(4, 3))
            .conv2d("right", Conv2d.of(4, 3), Network.INPUT)
            .add("sum", "left", "right")
            .flatten("flat")
            .linear("fc", Linear.of(2))
            .build();
    assertRefused(branches, Parallelism.TOWERS, 2, "layer right");
    assertRefused(branches, Parallelism.HYBRID, 2, "form a chain");
    Network table =
        Network.builder("table", Shape.of(4))
            .parameter("table", Parameter.of(Shape.of(4), new Initializer.Constant(1)))
            .unary("exp", new UnaryFunction.Exponential(), "table")
            .binary("sum", BinaryFunction.ADD, Network.INPUT, "exp")
            .build();
    assertRefused(table, Parallelism.DATA, 2, "layer exp of network 'table' reads parameters");
  }

  private static void assertRefused(
      Network network, Parallelism scheme, int devices, String named) {
    TrainingException refusal =
        assertThrows(
            TrainingException.class, () -> NetworkDivider.divide(network, scheme, devices));
    assertTrue(String.valueOf(refusal.getMessage()).contains(named), refusal::getMessage);
  }

  private static List<String> firstNodes(DividedNetwork divided) {
    return divided.sections().stream()
        .map(section -> section.parts().getFirst().nodes().getFirst().name())
        .collect(Collectors.toList());
  }
}
