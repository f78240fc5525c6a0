package dev.alexandrite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The layer whose outputs are the classes is found, and replaced alone. */
class HeadTest {
  private static NetworkBuilder start() {
    return Network.builder("net", Shape.image(3, 16, 16)).conv2d("conv1", Conv2d.of(8, 3));
  }

  private static Network squeezed() {
    return start()
        .relu("relu1")
        .dropout("drop9", Dropout.of(0.5))
        .conv2d("conv10", Conv2d.of(10, 1))
        .relu("relu10")
        .adaptiveAveragePool("pool10", AdaptiveAveragePool.of(1))
        .flatten("flat")
        .softmax("prob")
        .build();
  }

  @Test
  void presetsTakeOtherClasses() {
    AlexNet net = AlexNet.torchvision().build();
    assertEquals("fc8", net.network().head());
    AlexNet seven = net.withClasses(7);
    assertEquals(
        AlexNet.torchvision().classes(7).build().network().nodes(), seven.network().nodes());
    assertEquals(net.pipeline(), seven.pipeline());
    assertEquals(7, CifarNets.layers11pct().withClasses(7).network().classes());
    assertEquals(
        CifarNets.layers11pct().pipeline(), CifarNets.layers11pct().withClasses(7).pipeline());
  }

  @Test
  void aConvolutionInFrontOfAGlobalAverageIsAHead() {
    Network net = squeezed();
    assertEquals("conv10", net.head());
    Network four = net.withClasses(4);
    assertEquals(4, four.classes());
    assertEquals(net.node("conv1"), four.node("conv1"));
    assertEquals(4, ((Conv2d) four.node("conv10").layer()).filters());
    Network windowed =
        start()
            .conv2d("conv10", Conv2d.of(10, 1))
            .averagePool("pool", AveragePool.of(14, 1))
            .flatten("flat")
            .build();
    assertEquals(5, windowed.withClasses(5).classes());
  }

  @Test
  void everyTensorButTheHeadsIsTaken() {
    Network net = squeezed();
    InMemoryWeights weights = InMemoryWeights.of("teacher");
    net.parameters()
        .forEach(p -> weights.add(p.name(), p.shape(), new float[p.shape().elements()]));
    Network four = net.withClasses(4);
    WeightReport report = WeightReport.of(four, weights, WeightRule.exact().exceptHead(four));
    assertTrue(report.fits(), report.toString());
    assertEquals(List.of("conv10.weight", "conv10.bias"), report.kept());
    assertEquals(2, report.taken().size());
  }

  @Test
  void aRecipeKeepsItsPipeline() {
    Recipe recipe = new Recipe(squeezed(), InputPipeline.plain(Shape.image(3, 16, 16)));
    assertEquals(recipe.pipeline(), recipe.withClasses(2).pipeline());
    assertEquals(2, recipe.withClasses(2).network().classes());
  }

  @Test
  void networksWithoutAHeadSaySo() {
    refused("window is not 1×1", start().flatten("flat").build());
    refused(
        "from layer 'norm' of kind layer_norm",
        start().flatten("flat").linear("fc", Linear.of(3)).add("norm", LayerNorm.of(1)).build());
    refused(
        "from layer 'sum' of kind add",
        start()
            .flatten("flat")
            .linear("a", Linear.of(3))
            .linear("b", Linear.of(3), "flat")
            .add("sum", "a", "b")
            .build());
    refused(
        "shares its parameters",
        start()
            .flatten("flat")
            .linear("a", Linear.of(3))
            .linear("square", Linear.of(3))
            .shared("again", Linear.of(3), "square")
            .build());
    // As many numbers as the head has outputs are no vector of classes.
    refused(
        "numbers where its layer 'conv10'",
        start().conv2d("conv10", Conv2d.of(10, 1)).flatten("flat").build());
    InvalidModelException none =
        assertThrows(InvalidModelException.class, () -> squeezed().withClasses(0));
    assertTrue(none.getMessage().contains("withClasses(0)"), none.getMessage());
  }

  private static void refused(String finding, Network net) {
    InvalidModelException refusal =
        assertThrows(InvalidModelException.class, () -> net.withClasses(4));
    assertTrue(refusal.getMessage().contains(finding), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("WeightRule.except"), refusal.getMessage());
  }
}
