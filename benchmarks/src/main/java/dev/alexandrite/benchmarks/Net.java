package dev.alexandrite.benchmarks;

import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.CifarNets;
import dev.alexandrite.model.EfficientNet;
import dev.alexandrite.model.GoogLeNet;
import dev.alexandrite.model.MobileNet;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.ResNet;
import dev.alexandrite.model.SqueezeNet;
import dev.alexandrite.model.Vgg;
import java.util.function.Supplier;

/** The networks that every system computes. */
enum Net {
  /** torchvision's single tower: 61,100,840 parameters. */
  TORCHVISION(() -> AlexNet.torchvision().build(), 1, 0.01),

  /** The paper's two towers, whose normalisation does nothing to pixels of unit variance. */
  PAPER(() -> AlexNet.paper().build(), 70, 0.001),

  /** Krizhevsky's quickest network for CIFAR-10. */
  CIFAR_80SEC(CifarNets::layers80sec, 64, 0.001),
  VGG16(() -> Vgg.vgg16().build(), 1, 0.001),
  RESNET18(() -> ResNet.resnet18().build(), 1, 0.01),
  RESNET50(() -> ResNet.resnet50().build(), 1, 0.01),
  /** torchvision's, without auxiliary heads. */
  GOOGLENET(() -> GoogLeNet.googlenet().auxiliary(0).build(), 1, 0.01),
  SQUEEZENET11(() -> SqueezeNet.squeezenet11().build(), 1, 0.001),
  MOBILENET_V2(() -> MobileNet.mobilenetV2().build(), 1, 0.01),
  EFFICIENTNET_B0(() -> EfficientNet.efficientnetB0().build(), 1, 0.01);

  private final Supplier<Model> recipe;
  private final double deviation;
  private final double rate;

  Net(Supplier<Model> recipe, double deviation, double rate) {
    this.recipe = recipe;
    this.deviation = deviation;
    this.rate = rate;
  }

  /** The network with its pipeline, made anew. */
  Model model() {
    return recipe.get();
  }

  Network network() {
    return model().network();
  }

  /** A batch as the net's pipeline would give it: mean 0, the deviation of its pixel range. */
  float[] pixels(int batch) {
    return ExampleBatch.pixels(batch, network().input().elements(), deviation);
  }

  /** Whether it is one of AlexNet's descendants, which are measured where they are asked for. */
  boolean isDescendant() {
    return compareTo(CIFAR_80SEC) > 0;
  }

  /** The learning rate of every system. */
  double rate() {
    return rate;
  }

  /** Direct arithmetic of one image forward. */
  double forwardGigaflop() {
    return 2e-9 * network().multiplyAdds();
  }

  /** The gradients by weights and by inputs cost a forward pass each, but for the first layer's. */
  double trainingGigaflop() {
    Network network = network();
    Node first = network.nodes().getFirst();
    return 2e-9
        * (3 * network.multiplyAdds() - first.layer().multiplyAdds(network.inputShapes(first)));
  }
}
