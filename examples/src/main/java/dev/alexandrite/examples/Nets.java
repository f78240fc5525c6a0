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
    nets.put("torchvision", () -> AlexNet.torchvision().build());
    nets.put("caffe", () -> AlexNet.caffe().build());
    nets.put("paper", () -> AlexNet.paper().build());
    nets.put("release2012", () -> AlexNet.release2012().build());
    nets.put("oneTower", () -> AlexNet.oneTower().build());
    nets.put("tiny", () -> AlexNet.tiny().build());
    nets.put("80sec", CifarNets::layers80sec);
    nets.put("19pct", CifarNets::layers19pct);
    nets.put("18pct", CifarNets::layers18pct);
    nets.put("13pct", CifarNets::layers13pct);
    nets.put("11pct", CifarNets::layers11pct);
    for (int depth : new int[] {20, 32, 44, 56, 110}) {
      nets.put("cifarResnet" + depth, () -> CifarResnet.ofDepth(depth));
    }
    nets.put("cifarInception", TutorialNets::inception);
    nets.put("cifarPreActResnet", TutorialNets::preActivationResnet);
    nets.put("cifarResnet2b", TutorialNets::resnet2b);
    return nets;
  }
}
