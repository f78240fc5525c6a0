package dev.alexandrite.examples;

import dev.alexandrite.model.AdaptiveAveragePool;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.tensor.Shape;

/**
 * Networks for CIFAR-10 that others publish weights of: the Inception net and the pre-activation
 * ResNet of the Lightning tutorials (github.com/phlippe/saved_models, tutorial 5), and the small
 * ResNet without batch norm of VNN-COMP 2021 (resnet_2b). Layers are called as in their files.
 */
final class TutorialNets {
  private static final int CLASSES = 10;
  private static final Shape INPUT = Shape.image(3, 32, 32);

  private TutorialNets() {}

  /** Eight blocks of four branches. */
  static Network inception() {
    NetworkBuilder net = Network.builder("cifar-inception", INPUT);
    String x = activated(net, "input_net", 0, 64, 3, Network.INPUT);
    x = inceptionBlock(net, 0, x, new int[] {16, 32, 32, 16, 8, 8});
    x = inceptionBlock(net, 1, x, new int[] {24, 32, 48, 16, 12, 12});
    x = halved(net, 2, x);
    x = inceptionBlock(net, 3, x, new int[] {24, 32, 48, 16, 12, 12});
    x = inceptionBlock(net, 4, x, new int[] {16, 32, 48, 16, 16, 16});
    x = inceptionBlock(net, 5, x, new int[] {16, 32, 48, 16, 16, 16});
    x = inceptionBlock(net, 6, x, new int[] {32, 32, 48, 16, 24, 24});
    x = halved(net, 7, x);
    x = inceptionBlock(net, 8, x, new int[] {32, 48, 64, 16, 16, 16});
    x = inceptionBlock(net, 9, x, new int[] {32, 48, 64, 16, 16, 16});
    return classified(net, x);
  }

  private static String halved(NetworkBuilder net, int index, String x) {
    String name = "inception_blocks." + index;
    net.maxPool(name, MaxPool.of(3, 2).pad(1), x);
    return name;
  }

  /** Filters: of 1×1; before 3×3 and of it; before 5×5 and of it; behind the maximum. */
  private static String inceptionBlock(NetworkBuilder net, int index, String x, int... filters) {
    String name = "inception_blocks." + index;
    String ones = activated(net, name + ".conv_1x1", 0, filters[0], 1, x);
    String beforeThrees = activated(net, name + ".conv_3x3", 0, filters[1], 1, x);
    String threes = activated(net, name + ".conv_3x3", 3, filters[2], 3, beforeThrees);
    String beforeFives = activated(net, name + ".conv_5x5", 0, filters[3], 1, x);
    String fives = activated(net, name + ".conv_5x5", 3, filters[4], 5, beforeFives);
    net.maxPool(name + ".max_pool.0", MaxPool.of(3, 1).pad(1), x);
    String maxima = activated(net, name + ".max_pool", 1, filters[5], 1, name + ".max_pool.0");
    net.concat(name + ".joined", ones, threes, fives, maxima);
    return name + ".joined";
  }

  /** Convolution, batch norm and ReLU at three places of a sequence. */
  private static String activated(
      NetworkBuilder net, String sequence, int place, int filters, int window, String x) {
    String convolution = sequence + "." + place;
    String norm = sequence + "." + (place + 1);
    String relu = sequence + "." + (place + 2);
    net.conv2d(convolution, Conv2d.of(filters, window).pad(window / 2), x);
    net.batchNorm(norm, BatchNorm.of(), convolution);
    net.relu(relu, norm);
    return relu;
  }

  /** Nine blocks that normalise before they convolve. */
  static Network preActivationResnet() {
    NetworkBuilder net = Network.builder("cifar-preact-resnet", INPUT);
    String x = "input_net.0";
    net.conv2d(x, Conv2d.of(16, 3).pad(1).noBias());
    for (int i = 0; i < 9; i++) {
      int stride = i == 3 || i == 6 ? 2 : 1;
      x = preActivationBlock(net, "blocks." + i, x, 16 << (i / 3), stride);
    }
    return classified(net, x);
  }

  private static String preActivationBlock(
      NetworkBuilder net, String name, String x, int filters, int stride) {
    String middle =
        convolved(net, name + ".net", 0, Conv2d.of(filters, 3).pad(1).stride(stride), x);
    String end = convolved(net, name + ".net", 3, Conv2d.of(filters, 3).pad(1), middle);
    String shortcut =
        stride == 1
            ? x
            : convolved(net, name + ".downsample", 0, Conv2d.of(filters, 1).stride(stride), x);
    net.add(name + ".sum", end, shortcut);
    return name + ".sum";
  }

  /** Batch norm, ReLU and convolution at three places of a sequence. */
  private static String convolved(
      NetworkBuilder net, String sequence, int place, Conv2d convolution, String x) {
    String norm = sequence + "." + place;
    String relu = sequence + "." + (place + 1);
    String end = sequence + "." + (place + 2);
    net.batchNorm(norm, BatchNorm.of(), x);
    net.relu(relu, norm);
    net.conv2d(end, convolution.noBias(), relu);
    return end;
  }

  private static Network classified(NetworkBuilder net, String x) {
    return net.adaptiveAveragePool("output_net.0", AdaptiveAveragePool.of(1), x)
        .flatten("output_net.1")
        .linear("output_net.2", Linear.of(CLASSES))
        .build();
  }

  /** Two blocks without batch norm and two fully connected layers. */
  static Network resnet2b() {
    NetworkBuilder net = Network.builder("cifar-resnet2b", INPUT);
    net.conv2d("conv1", Conv2d.of(8, 3).stride(2).pad(1)).relu("relu1");
    String x = plainBlock(net, "layer1.0", "relu1", 2);
    x = plainBlock(net, "layer1.1", x, 1);
    return net.flatten("flatten", x)
        .linear("linear1", Linear.of(100))
        .relu("relu2")
        .linear("linear2", Linear.of(CLASSES))
        .build();
  }

  private static String plainBlock(NetworkBuilder net, String name, String x, int stride) {
    net.conv2d(name + ".conv1", Conv2d.of(16, 3).stride(stride).pad(1), x);
    net.relu(name + ".relu1").conv2d(name + ".conv2", Conv2d.of(16, 3).pad(1));
    String shortcut = x;
    if (stride > 1) {
      shortcut = name + ".shortcut.0";
      net.conv2d(shortcut, Conv2d.of(16, 1).stride(stride), x);
    }
    net.add(name + ".sum", name + ".conv2", shortcut).relu(name + ".relu2");
    return name + ".relu2";
  }
}
