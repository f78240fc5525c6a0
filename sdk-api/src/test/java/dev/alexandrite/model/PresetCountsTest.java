package dev.alexandrite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters, multiply-adds and shapes against the numbers of the papers and released files. */
final class PresetCountsTest {
  record Counts(String preset, AlexNetBuilder builder, long parameters, long multiplyAdds) {
    @Override
    public String toString() {
      return preset;
    }
  }

  static Stream<Counts> presets() {
    return Stream.of(
        new Counts("builder", AlexNet.builder(), 60_965_224, 724_406_816),
        new Counts("paper", AlexNet.paper(), 60_965_224, 724_406_816),
        new Counts("release2012", AlexNet.release2012(), 60_965_224, 724_406_816),
        new Counts("caffe", AlexNet.caffe(), 60_965_224, 724_406_816),
        new Counts("oneTower", AlexNet.oneTower(), 61_100_840, 714_188_480),
        new Counts("torchvision", AlexNet.torchvision(), 61_100_840, 714_188_480),
        new Counts("tiny", AlexNet.tiny(), 352_458, 10_843_136));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void presetsHaveThePublishedCounts(Counts expected) {
    Network net = expected.builder().build().network();

    assertEquals(expected.parameters(), net.parameterCount());
    assertEquals(expected.multiplyAdds(), net.multiplyAdds());
  }

  @ParameterizedTest
  @CsvSource({
    "conv1, 34848, 96, 105415200",
    "conv2, 307200, 256, 223948800",
    "conv3, 884736, 384, 149520384",
    "conv4, 663552, 384, 112140288",
    "conv5, 442368, 256, 74760192",
    "fc6, 37748736, 4096, 37748736",
    "fc7, 16777216, 4096, 16777216",
    "fc8, 4096000, 1000, 4096000",
  })
  void everyLayerOfTheTwoTowerNetsHasThePublishedCounts(
      String layer, long weights, long biases, long multiplyAdds) {
    for (AlexNet net :
        List.of(AlexNet.paper().build(), AlexNet.release2012().build(), AlexNet.caffe().build())) {
      Network network = net.network();
      assertEquals(weights, parameter(network, layer + ".weight").shape().elements());
      assertEquals(biases, parameter(network, layer + ".bias").shape().elements());
      Node node = network.node(layer);
      assertEquals(multiplyAdds, node.layer().multiplyAdds(network.inputShapes(node)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "paper, 96, 256, 384, 384, 256",
    "release2012, 96, 256, 384, 384, 256",
    "caffe, 96, 256, 384, 384, 256",
    "oneTower, 64, 192, 384, 256, 256",
    "torchvision, 64, 192, 384, 256, 256",
  })
  void mapsShrinkFrom55To6(String preset, int c1, int c2, int c3, int c4, int c5) {
    Network net =
        presets()
            .filter(p -> p.preset().equals(preset))
            .findFirst()
            .orElseThrow()
            .builder()
            .build()
            .network();

    assertEquals(Shape.image(c1, 55, 55), net.shape("conv1"));
    assertEquals(Shape.image(c1, 27, 27), net.shape("pool1"));
    assertEquals(Shape.image(c2, 27, 27), net.shape("conv2"));
    assertEquals(Shape.image(c2, 13, 13), net.shape("pool2"));
    assertEquals(Shape.image(c3, 13, 13), net.shape("conv3"));
    assertEquals(Shape.image(c4, 13, 13), net.shape("conv4"));
    assertEquals(Shape.image(c5, 13, 13), net.shape("conv5"));
    assertEquals(Shape.image(c5, 6, 6), net.shape("pool5"));
    assertEquals(Shape.of(9216), net.shape("flatten"));
    assertEquals(1000, net.classes());
    assertEquals("fc8", net.output());
  }

  @Test
  void tinyHasTheFormOfAlexNet() {
    Network net = AlexNet.tiny().build().network();

    assertEquals(Shape.image(32, 32, 32), net.shape("conv1"));
    assertEquals(Shape.image(32, 15, 15), net.shape("pool1"));
    assertEquals(Shape.image(64, 7, 7), net.shape("pool2"));
    assertEquals(Shape.image(64, 3, 3), net.shape("pool5"));
    assertEquals(10, net.classes());
    assertEquals(2, groups(net, "conv2"));
    assertEquals(1, groups(net, "conv3"));
    assertEquals(2, groups(net, "conv4"));
    assertEquals(2, groups(net, "conv5"));
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 33, 48, 63, 64, 95, 96, 127, 224, 256, 511, 512})
  void tinyStaysSmallWhateverTheInput(int pixels) {
    Network net = AlexNet.tiny().inputSize(pixels).build().network();

    assertTrue(net.parameterCount() <= 1_500_000, () -> net.summary());
    int side = net.shape("conv1").height();
    assertTrue(side >= 32 && side <= 64, () -> net.summary());
  }

  @ParameterizedTest
  @CsvSource({
    "ungrouped, 96, 256, 384, 384, 256, 62378344, 1135256096",
    "footnote of one weird trick, 64, 192, 384, 384, 256, 61838248, 838788800",
    "one GPU of the paper, 48, 128, 192, 192, 256, 59798312, 391514384",
  })
  void otherPublishedVariantsCanBeBuilt(
      String name, int c1, int c2, int c3, int c4, int c5, long parameters, long multiplyAdds) {
    Network net = variant(name, c1, c2, c3, c4, c5);

    assertEquals(parameters, net.parameterCount());
    assertEquals(multiplyAdds, net.multiplyAdds());
  }

  @Test
  void sixConvolutionsCanBeBuilt() {
    Network net =
        Network.builder("six convolutions", Shape.image(3, 224, 224))
            .conv2d("conv1", Conv2d.of(96, 11).stride(4).pad(2))
            .maxPool("pool1", MaxPool.of(3, 2))
            .conv2d("conv2", Conv2d.of(256, 5).pad(2).groups(2))
            .maxPool("pool2", MaxPool.of(3, 2))
            .conv2d("conv3", Conv2d.of(384, 3).pad(1))
            .conv2d("conv4", Conv2d.of(384, 3).pad(1).groups(2))
            .conv2d("conv5", Conv2d.of(256, 3).pad(1).groups(2))
            .maxPool("pool5", MaxPool.of(3, 2))
            .conv2d("conv6", Conv2d.of(256, 3).pad(1))
            .flatten("flatten")
            .linear("fc6", Linear.of(4096))
            .linear("fc7", Linear.of(4096))
            .linear("fc8", Linear.of(1000))
            .build();

    assertEquals(61_555_304, net.parameterCount());
    assertEquals(745_640_480, net.multiplyAdds());
  }

  private static Network variant(String name, int c1, int c2, int c3, int c4, int c5) {
    return Network.builder(name, Shape.image(3, 224, 224))
        .conv2d("conv1", Conv2d.of(c1, 11).stride(4).pad(2))
        .maxPool("pool1", MaxPool.of(3, 2))
        .conv2d("conv2", Conv2d.of(c2, 5).pad(2))
        .maxPool("pool2", MaxPool.of(3, 2))
        .conv2d("conv3", Conv2d.of(c3, 3).pad(1))
        .conv2d("conv4", Conv2d.of(c4, 3).pad(1))
        .conv2d("conv5", Conv2d.of(c5, 3).pad(1))
        .maxPool("pool5", MaxPool.of(3, 2))
        .flatten("flatten")
        .linear("fc6", Linear.of(4096))
        .linear("fc7", Linear.of(4096))
        .linear("fc8", Linear.of(1000))
        .build();
  }

  private static int groups(Network net, String layer) {
    return ((Conv2d) net.node(layer).layer()).groups();
  }

  private static ParameterSpec parameter(Network net, String name) {
    return net.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
