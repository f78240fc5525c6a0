package dev.alexandrite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the builder of the presets changes and what it refuses. */
final class AlexNetBuilderTest {
  private static final InputPipeline OTHER = InputPipeline.plain(Shape.image(3, 96, 96));

  @Test
  void theFluentLinesOfTheReadme() {
    AlexNet net =
        AlexNet.builder()
            .classes(10)
            .dropout(0.25)
            .augment(Augment.randomCrop(224), Augment.horizontalFlip(), Augment.pcaColor(0.1))
            .build();

    assertEquals(10, net.network().classes());
    assertEquals(Dropout.of(0.25).mode(Dropout.Mode.ORIGINAL), net.network().node("drop6").layer());
    assertEquals(3, net.pipeline().training().size());
    assertEquals(net.network().summary(), net.summary());
    assertEquals(net.network().summary(2), net.summary(2));
  }

  @Test
  void withoutArgumentsAugmentMeansNone() {
    assertEquals(List.of(), AlexNet.torchvision().augment().build().pipeline().training());
  }

  @Test
  void startsAreReplacedInEveryLayer() {
    Initializer torch = new Initializer.PytorchDefault();
    Network net = AlexNet.torchvision().initializer(torch).biases(torch).build().network();

    for (ParameterSpec parameter : net.parameters()) {
      assertEquals(torch, parameter.initializer(), parameter.name());
    }
  }

  @Test
  void inputSizeChangesNetworkAndPipelineTogether() {
    AlexNet net = AlexNet.torchvision().inputSize(112).build();

    assertEquals(Shape.image(3, 112, 112), net.network().input());
    assertEquals(128, net.pipeline().resize().resizedHeight());
    assertTrue(net.pipeline().training().contains(Augment.randomCrop(112)));
  }

  @Test
  void aPipelineBringsItsSize() {
    AlexNet net = AlexNet.paper().input(OTHER).build();

    assertEquals(Shape.image(3, 96, 96), net.network().input());
    assertEquals(OTHER, net.pipeline());
    // Rounded up as in cuda-convnet: 23 windows of 11 with stride 4 over 96 pixels and 3 zeros.
    assertEquals(23, net.network().shape("conv1").height());
  }

  static Stream<Supplier<AlexNetBuilder>> presets() {
    return Stream.of(
        AlexNet::paper,
        AlexNet::release2012,
        AlexNet::caffe,
        AlexNet::oneTower,
        AlexNet::torchvision,
        AlexNet::tiny);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void theSmallestInputIsTheOneThatStillBuilds(Supplier<AlexNetBuilder> preset) {
    String message =
        assertThrows(InvalidModelException.class, () -> preset.get().inputSize(1)).getMessage();
    int smallest = Integer.parseInt(message.replaceAll(".*at least (\\d+) pixels", "$1"));

    AlexNet net = preset.get().inputSize(smallest).build();

    assertTrue(net.network().shape("pool5").height() >= 1);
    assertThrows(InvalidModelException.class, () -> preset.get().inputSize(smallest - 1));
  }

  @Test
  void callsAreMadeOnce() {
    assertRefused("classes() was called before", () -> AlexNet.paper().classes(5).classes(5));
    assertRefused("dropout() was called before", () -> AlexNet.paper().dropout(0).dropout(0));
    assertRefused("augment() was called before", () -> AlexNet.paper().augment().augment());
    assertRefused(
        "inputSize() was called before", () -> AlexNet.paper().inputSize(224).inputSize(224));
    assertRefused("input() was called before", () -> AlexNet.paper().input(OTHER).input(OTHER));
    Initializer he = new Initializer.HeNormal();
    assertRefused(
        "initializer() was called before", () -> AlexNet.paper().initializer(he).initializer(he));
    assertRefused("biases() was called before", () -> AlexNet.paper().biases(he).biases(he));
  }

  @Test
  void contradictionsAreRefusedAtTheCall() {
    assertRefused(
        "input() contradicts inputSize()", () -> AlexNet.paper().inputSize(224).input(OTHER));
    assertRefused(
        "inputSize() contradicts input()", () -> AlexNet.paper().input(OTHER).inputSize(224));
    assertRefused("input() contradicts augment()", () -> AlexNet.paper().augment().input(OTHER));
    assertRefused("augment() contradicts input()", () -> AlexNet.paper().input(OTHER).augment());
    assertRefused(
        "call inputSize(128)",
        () -> AlexNet.paper().inputSize(224).augment(Augment.randomCrop(128)));
    assertRefused(
        "contradicts the input size 224",
        () -> AlexNet.paper().augment(Augment.randomCrop(128)).inputSize(224));
    assertRefused(
        "contradicts the input size 224",
        () -> AlexNet.paper().augment(Augment.randomCrop(128)).build());
  }

  @Test
  void valuesOutOfRangeAreRefusedWithThePreset() {
    assertRefused("AlexNet.tiny(): classes(1)", () -> AlexNet.tiny().classes(1));
    assertRefused("AlexNet.caffe(): dropout(1.0)", () -> AlexNet.caffe().dropout(1));
    assertRefused("dropout(NaN)", () -> AlexNet.caffe().dropout(Double.NaN));
    assertRefused("expected at least 32 pixels", () -> AlexNet.tiny().inputSize(31));
  }

  @Test
  void aRecipeNeedsAPipelineOfItsSize() {
    Network net = CifarNets.layers80sec().network();

    assertRefused(
        "crops 96×96 pixels, but the network takes 3×32×32", () -> new Recipe(net, OTHER));
  }

  @Test
  void aRecipeNeedsANetworkOfThreeChannels() {
    Network grey = Network.builder("grey", Shape.image(1, 96, 96)).relu("relu").build();

    assertRefused(
        "network 'grey': the input pipeline makes 3 channels (red, green, blue), but the network"
            + " takes 1×96×96; build the network with an input of 3×96×96",
        () -> new Recipe(grey, OTHER));
  }

  private static void assertRefused(String part, Runnable call) {
    String message = assertThrows(InvalidModelException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
