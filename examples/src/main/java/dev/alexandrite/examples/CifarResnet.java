package dev.alexandrite.examples;

import dev.alexandrite.model.AdaptiveAveragePool;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Pad;
import dev.alexandrite.model.Slice;
import dev.alexandrite.tensor.Shape;

/**
 * The residual networks for CIFAR-10 of He et al. 2015, section 4.2: three stages of 16, 32 and 64
 * filters, shortcuts without parameters (option A). Layers are called as in
 * github.com/akamaster/pytorch_resnet_cifar10, so that its files fit.
 */
final class CifarResnet {
  private static final int CLASSES = 10;
  private static final int PIXELS = 32;

  private CifarResnet() {}

  /** Of 20, 32, 44, 56 or 110 layers: {@code 6n + 2}. */
  static Network ofDepth(int depth) {
    NetworkBuilder net = Network.builder("cifar-resnet" + depth, Shape.image(3, PIXELS, PIXELS));
    normalized(net, "conv1", "bn1", 16, 1, Network.INPUT);
    net.relu("relu", "bn1");
    String x = "relu";
    int blocks = (depth - 2) / 6;
    for (int stage = 1; stage <= 3; stage++) {
      for (int i = 0; i < blocks; i++) {
        int stride = stage > 1 && i == 0 ? 2 : 1;
        x = block(net, "layer" + stage + "." + i, x, 8 << stage, stride);
      }
    }
    return net.adaptiveAveragePool("pool", AdaptiveAveragePool.of(1), x)
        .flatten("flatten")
        .linear("linear", Linear.of(CLASSES))
        .build();
  }

  private static String block(NetworkBuilder net, String name, String x, int filters, int stride) {
    String first = name + ".bn1";
    String second = name + ".bn2";
    normalized(net, name + ".conv1", first, filters, stride, x);
    net.relu(name + ".relu1", first);
    normalized(net, name + ".conv2", second, filters, 1, name + ".relu1");
    net.add(name + ".sum", second, stride == 1 ? x : shortcut(net, name, x, filters));
    net.relu(name + ".relu2", name + ".sum");
    return name + ".relu2";
  }

  /** Every second pixel, and zeros for the filters that are new, half of them in front. */
  private static String shortcut(NetworkBuilder net, String name, String x, int filters) {
    Shape shape = net.shape(x);
    int zeros = (filters - shape.channels()) / 2;
    net.slice(name + ".rows", Slice.of(1, 0, shape.height() / 2).step(2), x);
    net.slice(name + ".pixels", Slice.of(2, 0, shape.width() / 2).step(2), name + ".rows");
    net.pad(name + ".shortcut", Pad.of(0, zeros, zeros), name + ".pixels");
    return name + ".shortcut";
  }

  private static void normalized(
      NetworkBuilder net, String conv, String norm, int filters, int stride, String x) {
    net.conv2d(conv, Conv2d.of(filters, 3).pad(1).stride(stride).noBias(), x);
    net.batchNorm(norm, BatchNorm.of(), conv);
  }
}
