package dev.alexandrite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PresetNamesTest {
  static Stream<Arguments> families() {
    return Stream.of(
        arguments(AlexNet.class, AlexNet.presets()),
        arguments(Vgg.class, Vgg.presets()),
        arguments(GoogLeNet.class, GoogLeNet.presets()),
        arguments(ResNet.class, ResNet.presets()),
        arguments(SqueezeNet.class, SqueezeNet.presets()),
        arguments(MobileNet.class, MobileNet.presets()),
        arguments(EfficientNet.class, EfficientNet.presets()));
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyPresetHasTheNameOfItsMethod(
      Class<?> family, Map<String, Supplier<ModelBuilder<?>>> presets)
      throws ReflectiveOperationException {
    Set<String> methods = new TreeSet<>();
    for (Method method : family.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())
          && ModelBuilder.class.isAssignableFrom(method.getReturnType())
          && !method.getName().equals("builder")) {
        methods.add(method.getName());
        ModelBuilder<?> expected = (ModelBuilder<?>) method.invoke(null);
        ModelBuilder<?> named = presets.get(method.getName()).get();
        assertEquals(expected.build().network().summary(), named.build().network().summary());
        assertEquals(
            "builder of " + family.getSimpleName() + "." + method.getName() + "() with 3 classes",
            named.classes(3).toString());
      }
    }
    assertEquals(methods, new TreeSet<>(presets.keySet()));
  }

  @Test
  void theCatalogueHasEveryNameOnce() {
    long names = families().mapToLong(family -> ((Map<?, ?>) family.get()[1]).size()).sum();
    assertEquals(names, Presets.builders().size());
    assertEquals(names + CifarNets.byName().size(), Presets.byName().size());
    assertEquals("resnet50", Presets.byName().get("resnet50").get().network().name());
    assertEquals("cifar-80sec", Presets.byName().get("80sec").get().network().name());
  }

  @Test
  void everyCifarNetHasItsPublishedName() {
    assertEquals(
        List.of("80sec", "19pct", "18pct", "13pct", "11pct"),
        List.copyOf(CifarNets.byName().keySet()));
    CifarNets.byName()
        .forEach((name, net) -> assertEquals("cifar-" + name, net.get().network().name()));
    long recipes =
        Arrays.stream(CifarNets.class.getMethods())
            .filter(method -> method.getReturnType() == Recipe.class)
            .count();
    assertTrue(recipes == CifarNets.byName().size());
  }
}
