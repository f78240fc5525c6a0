package dev.alexandrite.examples;

import dev.alexandrite.model.Model;
import dev.alexandrite.model.Presets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Networks by name, for files that hold weights alone. */
final class Nets {
  /** What {@code --net} knows. */
  static final Map<String, Supplier<Model>> BY_NAME = byName();

  private Nets() {}

  private static Map<String, Supplier<Model>> byName() {
    Map<String, Supplier<Model>> nets = new LinkedHashMap<>(Presets.byName());
    nets.put("cifarInception", TutorialNets::inception);
    nets.put("cifarPreActResnet", TutorialNets::preActivationResnet);
    nets.put("cifarResnet2b", TutorialNets::resnet2b);
    return nets;
  }
}
