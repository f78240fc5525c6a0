package dev.alexandrite.examples;

import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.CifarNets;
import dev.alexandrite.model.Model;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Networks by name, for files that hold weights alone. */
final class Nets {
  /** What {@code --net} knows. */
  static final Map<String, Supplier<Model>> BY_NAME = byName();

  private Nets() {}

  private static Map<String, Supplier<Model>> byName() {
    Map<String, Supplier<Model>> nets = new LinkedHashMap<>();
    AlexNet.presets().forEach((name, preset) -> nets.put(name, () -> preset.get().build()));
    CifarNets.byName().forEach((name, net) -> nets.put(name, net::get));
    for (int depth : new int[] {20, 32, 44, 56, 110}) {
      nets.put("cifarResnet" + depth, () -> CifarResnet.ofDepth(depth));
    }
    nets.put("cifarInception", TutorialNets::inception);
    nets.put("cifarPreActResnet", TutorialNets::preActivationResnet);
    nets.put("cifarResnet2b", TutorialNets::resnet2b);
    return nets;
  }
}
