package dev.alexandrite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in the documentation of the layers, and the builder's short methods with them. */
final class LayerExamplesTest {
  /** Adds the layer {@code example}. */
  @FunctionalInterface
  interface Example {
    NetworkBuilder add(NetworkBuilder net);
  }

  static Stream<Arguments> examples() {
    return Stream.of(
        example(
            Shape.image(3, 224, 224),
            net -> net.conv2d("example", Conv2d.of(64, 7).stride(2).pad(3)),
            Shape.image(64, 112, 112),
            Conv2d.class),
        example(
            Shape.image(64, 6, 6),
            net -> net.locallyConnected("example", LocallyConnected.of(32, 3).pad(1)),
            Shape.image(32, 6, 6),
            LocallyConnected.class),
        example(
            Shape.of(9216),
            net -> net.linear("example", Linear.of(4096)),
            Shape.of(4096),
            Linear.class),
        example(
            Shape.image(96, 55, 55),
            net -> net.maxPool("example", MaxPool.of(3, 2)),
            Shape.image(96, 27, 27),
            MaxPool.class),
        example(
            Shape.image(512, 7, 7),
            net -> net.averagePool("example", AveragePool.of(7, 1)),
            Shape.image(512, 1, 1),
            AveragePool.class),
        example(
            Shape.image(96, 55, 55),
            net -> net.localResponseNorm("example", LocalResponseNorm.of(5).alpha(1e-4).k(2)),
            Shape.image(96, 55, 55),
            LocalResponseNorm.class),
        example(
            Shape.image(64, 112, 112),
            net -> net.batchNorm("example", BatchNorm.of()),
            Shape.image(64, 112, 112),
            BatchNorm.class),
        example(
            Shape.of(197, 768),
            net -> net.layerNorm("example", LayerNorm.of(1)),
            Shape.of(197, 768),
            LayerNorm.class),
        example(
            Shape.image(96, 55, 55),
            net -> net.activation("example", Activation.GELU),
            Shape.image(96, 55, 55),
            ActivationLayer.class),
        example(
            Shape.image(96, 55, 55),
            net -> net.relu("example"),
            Shape.image(96, 55, 55),
            ActivationLayer.class),
        example(
            Shape.of(4096),
            net -> net.dropout("example", Dropout.of(0.5)),
            Shape.of(4096),
            Dropout.class),
        example(Shape.of(1000), net -> net.softmax("example"), Shape.of(1000), Softmax.class),
        example(
            Shape.image(64, 56, 56),
            net ->
                net.relu("left")
                    .activation("right", Activation.TANH, Network.INPUT)
                    .add("example", "left", "right"),
            Shape.image(64, 56, 56),
            Add.class),
        example(
            Shape.image(64, 28, 28),
            net ->
                net.relu("left")
                    .conv2d("right", Conv2d.of(32, 1), Network.INPUT)
                    .concat("example", "left", "right"),
            Shape.image(96, 28, 28),
            Concat.class),
        example(
            Shape.image(256, 6, 6), net -> net.flatten("example"), Shape.of(9216), Flatten.class));
  }

  private static Arguments example(
      Shape input, Example example, Shape output, Class<? extends Layer> layer) {
    return Arguments.of(input, example, output, layer);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void hasTheShapeThatItSays(
      Shape input, Example example, Shape output, Class<? extends Layer> layer) {
    Network net = example.add(Network.builder(input)).build();

    assertEquals(output, net.shape("example"));
    assertEquals(layer, net.node("example").layer().getClass());
  }

  @Test
  void aShortMethodReadsNamedInputs() {
    Network net =
        Network.builder(Shape.of(8))
            .relu("first")
            .dropout("second", Dropout.of(0.5))
            .softmax("third", "first")
            .add("sum", "second", "third")
            .build();

    assertEquals(List.of("first"), net.node("third").inputs());
    assertEquals(List.of("second", "third"), net.node("sum").inputs());
  }

  /** One style: what has no default stands in {@code of}. */
  @Test
  void everyLayerIsMadeByOf() {
    for (Class<?> layer : Layer.class.getPermittedSubclasses()) {
      assertTrue(
          Arrays.stream(layer.getMethods()).anyMatch(method -> isFactory(method, layer)),
          () -> layer.getSimpleName() + " has no static of(...)");
    }
  }

  private static boolean isFactory(Method method, Class<?> layer) {
    return Modifier.isStatic(method.getModifiers())
        && method.getName().equals("of")
        && method.getReturnType() == layer;
  }
}
