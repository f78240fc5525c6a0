package dev.alexandrite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.model.ResNetBuilder.Shortcut;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FamilyBuildersTest {
  static Stream<String> families() {
    return Presets.builders().keySet().stream()
        .filter(name -> !AlexNet.presets().containsKey(name));
  }

  private static ModelBuilder<?> preset(String name) {
    return Objects.requireNonNull(Presets.builders().get(name), name).get();
  }

  /** Auxiliary heads may want a larger input. */
  private static ModelBuilder<?> withoutHeads(String name) {
    ModelBuilder<?> builder = preset(name);
    return builder instanceof GoogLeNetBuilder googLeNet ? googLeNet.auxiliary(0) : builder;
  }

  @ParameterizedTest
  @MethodSource("families")
  void anySizeAndAnyClassesFit(String name) {
    Model small = preset(name).classes(7).inputSize(96).build();
    Model other = preset(name).inputSize(131).build();

    assertEquals(7, small.network().classes());
    assertEquals(Shape.image(3, 96, 96), small.network().input());
    assertEquals(Shape.image(3, 131, 131), other.network().input());
    assertEquals(13, other.withClasses(13).network().classes());
    assertTrue(small.network().summary().contains("7"));
  }

  /** The layer that the refusal names is the one that a smaller input leaves nothing. */
  @ParameterizedTest
  @MethodSource("families")
  void theSmallestInputIsTheOneThatStillBuilds(String name) {
    String refusal = refused(() -> withoutHeads(name).inputSize(0));
    int smallest = Integer.parseInt(refusal.replaceAll(".*at least (\\d+) pixels", "$1"));

    withoutHeads(name).inputSize(smallest).build();
    String earliest = refused(() -> withoutHeads(name).inputSize(smallest - 1));
    assertTrue(earliest.contains("expected at least " + smallest + " pixels"), earliest);
    assertEquals(smallest > 1, refusal.contains("too small for layer '"), refusal);
    if (smallest > 1) {
      String layer = refusal.replaceAll(".*too small for (layer '[^']*').*", "$1");
      InputPipeline input = InputPipeline.plain(Shape.image(3, smallest - 1, smallest - 1));
      String late = refused(() -> withoutHeads(name).input(input).build());
      assertTrue(late.startsWith(layer) && late.contains("larger input"), late);
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void initialWeightsAndDropoutAreReplaced(String name) {
    Initializer one = new Initializer.Constant(1);
    Initializer two = new Initializer.Constant(2);
    Network net = preset(name).initializer(one).biases(two).dropout(0.125).build().network();

    for (ParameterSpec parameter : net.parameters()) {
      switch (parameter.kind()) {
        case WEIGHT -> assertEquals(one, parameter.initializer(), parameter.name());
        case BIAS -> assertEquals(two, parameter.initializer(), parameter.name());
        default -> assertFalse(two.equals(parameter.initializer()), parameter.name());
      }
    }
    assertTrue(net.nodes().stream().anyMatch(node -> node.layer().equals(Dropout.of(0.125))), name);
  }

  @Test
  void grownNetsAreTorchvisions() {
    Network net = EfficientNet.efficientnetB5().build().network();

    assertEquals(BatchNorm.of().epsilon(1e-3).momentum(0.01), net.node("features.0.1").layer());
    assertEquals(
        BatchNorm.of(),
        EfficientNet.efficientnetB4().build().network().node("features.0.1").layer());
    assertEquals(
        BatchNorm.of().epsilon(1e-3),
        GoogLeNet.googlenet().build().network().node("conv1.bn").layer());
  }

  /** torchvision's rates: 0.2 · number / 16, for the nine blocks that have a shortcut. */
  @Test
  void laterBlocksAreLeftOutMoreOften() {
    List<Layer> depths =
        EfficientNet.efficientnetB0().build().network().nodes().stream()
            .map(Node::layer)
            .filter(StochasticDepth.class::isInstance)
            .toList();

    assertEquals(
        Stream.of(2, 4, 6, 7, 9, 10, 12, 13, 14)
            .map(number -> StochasticDepth.of(0.2 * number / 16))
            .toList(),
        depths);
    assertEquals(
        0,
        EfficientNet.efficientnetB0().stochasticDepth(0).build().network().nodes().stream()
            .filter(node -> node.layer() instanceof StochasticDepth)
            .count());
  }

  @Test
  void auxiliaryHeadsReadTheModulesOfThePaper() {
    Network net = GoogLeNet.googlenet().classes(7).build().network();
    Network old = GoogLeNet.googlenet2014().auxiliary(0.25).build().network();

    assertEquals(
        List.of(new AuxiliaryHead("aux1.fc2", 0.3), new AuxiliaryHead("aux2.fc2", 0.3)),
        net.auxiliaryHeads());
    assertEquals(
        List.of(
            new AuxiliaryHead("loss1/classifier", 0.25),
            new AuxiliaryHead("loss2/classifier", 0.25)),
        old.auxiliaryHeads());
    assertEquals(List.of("inception4a"), net.node("aux1.avgpool").inputs());
    assertEquals(List.of("inception_4d/output"), old.node("loss2/ave_pool").inputs());
    assertEquals(Shape.image(512, 4, 4), old.shape("loss1/ave_pool"));
    assertEquals(Dropout.of(0.7), old.node("loss1/drop_fc").layer());
    assertEquals(List.of(), GoogLeNet.googlenet().auxiliary(0).build().network().auxiliaryHeads());
    assertEquals(
        GoogLeNet.googlenet().auxiliary(0).build().network().summary(),
        GoogLeNet.googlenet().build().network().withoutAuxiliaryHeads().summary());
    assertRefused(
        "layer 'loss1/ave_pool': kernel height 5 is larger than the padded input: 4",
        () -> GoogLeNet.googlenet2014().inputSize(64).build());
    assertRefused("auxiliary(-1.0): expected", () -> GoogLeNet.googlenet().auxiliary(-1));
    assertRefused("auxiliaryDropout(1.0)", () -> GoogLeNet.googlenet().auxiliaryDropout(1));
  }

  @Test
  void depthwiseConvolutionsStartAsInPytorch() {
    Conv2d depthwise =
        (Conv2d) MobileNet.mobilenetV2().build().network().node("features.1.conv.0.0").layer();

    // Of 32 filters of 3×3, each of one map: PyTorch counts 288 outputs, and 9 are a group's.
    assertEquals(32, depthwise.groups());
    assertEquals(new Initializer.FanOutNormal(2.0 / 32), depthwise.options().weights());
  }

  @Test
  void theLastScaleStartsFromZeroWhereAsked() {
    Network plain = ResNet.resnet18().build().network();
    Network zero = ResNet.resnet18().zeroLastScale().build().network();

    assertEquals(0, zeros(plain));
    assertEquals(8, zeros(zero));
    assertEquals(16, zeros(ResNet.resnet50().zeroLastScale().build().network()));
  }

  private static long zeros(Network net) {
    return net.parameters().stream()
        .filter(parameter -> parameter.kind() == ParameterSpec.Kind.SCALE)
        .filter(parameter -> parameter.initializer().equals(new Initializer.Constant(0)))
        .count();
  }

  /** 16·32 and 32·64 weights, and twice 32 and 64 of scales and shifts, are what B has more. */
  @Test
  void shortcutsOfCifarNetsHaveTwoOptions() {
    Network padded = ResNet.cifarResnet20().build().network();
    Network projected = ResNet.cifarResnet20().shortcut(Shortcut.PROJECTED).build().network();
    Network large = ResNet.resnet34().shortcut(Shortcut.PADDED).build().network();

    assertEquals(
        padded.parameterCount() + 16 * 32 + 32 * 64 + 2 * (32 + 64), projected.parameterCount());
    assertEquals(Shape.image(32, 16, 16), projected.shape("layer2.0.shortcut.1"));
    assertEquals(Shape.image(32, 16, 16), padded.shape("layer2.0.shortcut"));
    assertEquals(Shape.image(512, 7, 7), large.shape("layer4.2.relu2"));
  }

  /** Checkpoints of runs hold these names, in this order. */
  @Test
  void layersOfCifarNetsStayAsTheyAre() {
    List<String> names =
        ResNet.cifarResnet20().build().network().nodes().stream().map(Node::name).toList();

    assertEquals(75, names.size());
    assertEquals(
        List.of("conv1", "bn1", "relu", "layer1.0.conv1", "layer1.0.bn1", "layer1.0.relu1"),
        names.subList(0, 6));
    assertEquals(
        List.of(
            "layer2.0.conv1",
            "layer2.0.bn1",
            "layer2.0.relu1",
            "layer2.0.conv2",
            "layer2.0.bn2",
            "layer2.0.rows",
            "layer2.0.pixels",
            "layer2.0.shortcut",
            "layer2.0.sum",
            "layer2.0.relu2"),
        names.stream().filter(name -> name.startsWith("layer2.0.")).toList());
    assertEquals(List.of("pool", "flatten", "linear"), names.subList(72, 75));
  }

  @Test
  void badValuesAreRefusedWithThePreset() {
    assertRefused(
        "ResNet.resnet18(): groups(): its blocks are two 3×3", () -> ResNet.resnet18().groups(2));
    assertRefused("ResNet.resnet34(): widthPerGroup()", () -> ResNet.resnet34().widthPerGroup(128));
    assertRefused("strideInFirst()", () -> ResNet.cifarResnet20().strideInFirst());
    assertRefused("groups(0): expected at least 1", () -> ResNet.resnet50().groups(0));
    assertRefused(
        "zeroLastScale() was called before",
        () -> ResNet.resnet50().zeroLastScale().zeroLastScale());
    assertRefused(
        "EfficientNet.efficientnetB0(): stochasticDepth(1.0): expected a probability",
        () -> EfficientNet.efficientnetB0().stochasticDepth(1));
    assertRefused("Vgg.vgg11Bn(): classes(1)", () -> Vgg.vgg11Bn().classes(1));
  }

  private static void assertRefused(String part, Supplier<?> call) {
    String message = refused(call);
    assertTrue(message.contains(part), message);
  }

  private static String refused(Supplier<?> call) {
    return String.valueOf(assertThrows(InvalidModelException.class, call::get).getMessage());
  }
}
