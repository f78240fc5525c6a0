package dev.alexandrite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Graphs: order, branches, sharing, composites, and what build() refuses. */
final class NetworkBuilderTest {
  private static final Shape INPUT = Shape.image(4, 8, 8);

  @Test
  void layersFollowEachOtherWithoutNames() {
    Network net =
        Network.builder("chain", INPUT)
            .conv2d("conv", Conv2d.of(8, 3))
            .relu("relu")
            .flatten("flat")
            .linear("fc", Linear.of(5))
            .build();

    assertEquals(List.of(Network.INPUT), net.node("conv").inputs());
    assertEquals(List.of("flat"), net.node("fc").inputs());
    assertEquals("fc", net.output());
    assertEquals(5, net.classes());
    assertEquals(List.of(Shape.image(8, 6, 6)), net.inputShapes(net.node("relu")));
    assertEquals(
        List.of("conv.weight", "conv.bias", "fc.weight", "fc.bias"),
        net.parameters().stream().map(ParameterSpec::name).toList());
  }

  @Test
  void branchesJoin() {
    Network net =
        Network.builder(INPUT)
            .conv2d("left", Conv2d.of(4, 3).pad(1))
            .conv2d("right", Conv2d.of(6, 1), Network.INPUT)
            .add("sum", "left", Network.INPUT)
            .concat("joined", "sum", "right")
            .build();

    assertEquals(INPUT, net.shape("sum"));
    assertEquals(Shape.image(10, 8, 8), net.shape("joined"));
  }

  @Test
  void sharedParametersAppearOnce() {
    Linear layer = Linear.of(4).noBias();
    Network net =
        Network.builder(Shape.of(4))
            .linear("a", layer)
            .shared("b", layer, "a")
            .shared("c", layer, "b")
            .build();

    assertEquals(List.of("a.weight"), net.parameters().stream().map(ParameterSpec::name).toList());
    assertEquals("a", net.node("b").parametersOf());
    assertEquals("a", net.node("c").parametersOf());
    assertFalse(net.node("b").ownsParameters());
    assertEquals(16, net.parameterCount());
    assertEquals(48, net.multiplyAdds());
  }

  @Test
  void batchNormCarriesState() {
    Network net = Network.builder(INPUT).batchNorm("bn", BatchNorm.of()).build();

    assertEquals(
        List.of("bn.running_mean", "bn.running_var"),
        net.state().stream().map(ParameterSpec::name).toList());
    assertEquals(
        List.of(ParameterSpec.Kind.SCALE, ParameterSpec.Kind.SHIFT),
        net.parameters().stream().map(ParameterSpec::kind).toList());
    assertEquals(8, net.parameterCount());
  }

  @Test
  void linearTakesRows() {
    Network net = Network.builder(Shape.of(7, 3)).linear("fc", Linear.of(5)).build();

    assertEquals(Shape.of(7, 5), net.shape("fc"));
    assertEquals(7 * 3 * 5, net.multiplyAdds());
    assertTrue(
        assertThrows(InvalidModelException.class, net::classes).getMessage().contains("'fc'"));
  }

  @Test
  void compositesNestAndDependOnShapes() {
    CompositeLayer residual =
        (scope, inputs) -> {
          int channels = scope.shape(inputs.getFirst()).channels();
          scope.conv2d("conv", Conv2d.of(channels, 3).pad(1)).relu("relu");
          scope.add("sum", "relu", inputs.getFirst());
          return "sum";
        };
    Network net =
        Network.builder(INPUT)
            .composite("block1", residual)
            .composite(
                "outer",
                (scope, inputs) -> {
                  scope.composite("inner", residual);
                  return "inner";
                })
            .add("end", "outer", "block1")
            .build();

    assertEquals(List.of("block1/relu", Network.INPUT), net.node("block1/sum").inputs());
    assertEquals(List.of("block1/sum"), net.node("outer/inner/conv").inputs());
    assertEquals(List.of("outer/inner/sum", "block1/sum"), net.node("end").inputs());
  }

  @Test
  void aCompositeOfTwoInputsNamesThem() {
    CompositeLayer silent =
        (scope, inputs) -> {
          scope.relu("relu");
          return "relu";
        };
    NetworkBuilder builder = Network.builder(INPUT).relu("a");

    assertRefused("'both/relu'", () -> builder.composite("both", silent, "a", Network.INPUT));
  }

  @Test
  void aCompositeNeitherBuildsNorChoosesTheOutput() {
    assertRefused(
        "'block': a composite must not call build()",
        () ->
            Network.builder(INPUT)
                .composite("block", (scope, inputs) -> scope.relu("a").build().output()));
    assertRefused(
        "'block': a composite must not call output()",
        () ->
            Network.builder(INPUT)
                .composite(
                    "block",
                    (scope, inputs) -> {
                      scope.relu("a").output("a");
                      return "a";
                    }));
  }

  @Test
  void namesAreUniqueAndNotBlank() {
    assertRefused("'a'", () -> Network.builder(INPUT).relu("a").relu("a"));
    assertRefused("'input'", () -> Network.builder(INPUT).relu(Network.INPUT));
    assertRefused("' '", () -> Network.builder(INPUT).relu(" "));
  }

  @Test
  void unknownReferencesAreRefusedAtTheCall() {
    assertRefused(
        "layer 'b': there is no layer 'c'",
        () -> Network.builder(INPUT).relu("a").flatten("b", "c"));
    assertRefused(
        "layer 'b': there is no layer 'c'",
        () -> Network.builder(INPUT).relu("a").shared("b", Conv2d.of(1, 1), "c"));
    assertRefused(
        "output(): there is no layer 'c'", () -> Network.builder(INPUT).relu("a").output("c"));
    assertRefused(
        "layer 'block': there is no layer 'c'",
        () -> Network.builder(INPUT).composite("block", (scope, inputs) -> "c"));
  }

  @Test
  void theOutputIsChosenOnce() {
    NetworkBuilder builder = Network.builder(INPUT).relu("a").relu("b").output("a");

    assertRefused("'b': it cannot be the output, because 'a' is", () -> builder.output("b"));
  }

  @Test
  void unusedLayersAreRefused() {
    NetworkBuilder builder = Network.builder(INPUT).relu("a").relu("b").output("a");

    assertRefused("'b': its output is never used", builder::build);
  }

  @Test
  void anEmptyNetworkIsRefused() {
    assertRefused("network 'empty' has no layers", Network.builder("empty", INPUT)::build);
  }

  @Test
  void sharedParametersMustFit() {
    NetworkBuilder builder =
        Network.builder(Shape.of(4)).linear("a", Linear.of(5)).shared("b", Linear.of(5), "a");

    assertRefused("'b': it shares the parameters of 'a'", builder::build);
    assertRefused(
        "'b': it cannot share the parameters of 'input'",
        Network.builder(Shape.of(4)).shared("b", Linear.of(5), Network.INPUT)::build);
  }

  @Test
  void namesOfTrainingsOwnTensorsAreRefused() {
    for (String prefix :
        List.of("average", "statistics", "momentum", "gradient", "adam.m", "adam.v")) {
      NetworkBuilder builder = Network.builder(Shape.of(4));
      assertRefused(
          "'" + prefix + "/fc': names that begin with '" + prefix + "/'",
          () -> builder.linear(prefix + "/fc", Linear.of(5)));
      Network.builder(Shape.of(4)).linear(prefix, Linear.of(5)).build();
    }
  }

  @Test
  void unknownNodesOfANetworkAreNamed() {
    Network net = Network.builder("small", INPUT).relu("a").build();

    assertRefused("network 'small' has no layer 'b'; it has [a]", () -> net.shape("b"));
    assertRefused("network 'small' has no layer 'b'; it has [a]", () -> net.node("b"));
  }

  private static void assertRefused(String part, Runnable call) {
    String message = assertThrows(InvalidModelException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void theWeightsOfALayerAreAValueToo() {
    Network net =
        Network.builder(Shape.of(7))
            .embedding("tokens", Embedding.of(50, 4))
            .shared("table", Parameter.of(Shape.of(50, 4), new Initializer.Constant(0)), "tokens")
            .matMul("scores", MatMul.of().secondTransposed(), "tokens", "table")
            .build();

    assertEquals(Shape.of(7, 50), net.shape("scores"));
    assertEquals(200, net.parameterCount());
  }
}
