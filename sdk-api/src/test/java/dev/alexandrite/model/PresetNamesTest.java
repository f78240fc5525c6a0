package dev.alexandrite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class PresetNamesTest {
  @Test
  void everyPresetHasTheNameOfItsMethod() throws ReflectiveOperationException {
    Set<String> methods = new TreeSet<>();
    for (Method method : AlexNet.class.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())
          && method.getReturnType() == AlexNetBuilder.class
          && !method.getName().equals("builder")) {
        methods.add(method.getName());
        Network expected = ((AlexNetBuilder) method.invoke(null)).build().network();
        assertEquals(
            expected.summary(),
            AlexNet.presets().get(method.getName()).get().build().network().summary());
      }
    }
    assertEquals(methods, new TreeSet<>(AlexNet.presets().keySet()));
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
