package dev.alexandrite.model;

import dev.alexandrite.model.ResNetBuilder.Shortcut;
import dev.alexandrite.tensor.Shape;

/** The layers of {@link ResNet}. */
final class ResNetGraph {
  private final ResNetLayout layout;
  private final PresetSettings settings;
  private final NetworkBuilder net;

  ResNetGraph(ResNetLayout layout, PresetSettings settings) {
    this.layout = layout;
    this.settings = settings;
    this.net = Network.builder(layout.name(), settings.input());
  }

  Network build() {
    String x = stem();
    for (int stage = 0; stage < layout.blocks().size(); stage++) {
      for (int i = 0; i < layout.blocks().get(stage); i++) {
        int stride = stage > 0 && i == 0 ? 2 : 1;
        x = block("layer" + (stage + 1) + "." + i, layout.filters(stage), stride, x);
      }
    }
    return head(x);
  }

  private String stem() {
    int filters = layout.filters(0);
    Conv2d first =
        layout.cifar() ? Conv2d.of(filters, 3).pad(1) : Conv2d.of(filters, 7).stride(2).pad(3);
    normalized("conv1", first, "bn1", false, Network.INPUT);
    net.relu("relu", "bn1");
    if (layout.cifar()) {
      return "relu";
    }
    net.maxPool("maxpool", MaxPool.of(3, 2).pad(1), "relu");
    return "maxpool";
  }

  private String block(String name, int filters, int stride, String x) {
    String last =
        layout.bottleneck() ? bottleneck(name, filters, stride, x) : pair(name, filters, stride, x);
    String end = name + (layout.bottleneck() ? ".relu3" : ".relu2");
    net.add(name + ".sum", last, shortcut(name, net.shape(last).channels(), stride, x));
    net.relu(end, name + ".sum");
    return end;
  }

  private String pair(String name, int filters, int stride, String x) {
    normalized(
        name + ".conv1", Conv2d.of(filters, 3).pad(1).stride(stride), name + ".bn1", false, x);
    net.relu(name + ".relu1", name + ".bn1");
    normalized(
        name + ".conv2",
        Conv2d.of(filters, 3).pad(1),
        name + ".bn2",
        layout.zeroLast(),
        name + ".relu1");
    return name + ".bn2";
  }

  private String bottleneck(String name, int filters, int stride, String x) {
    int width = Math.toIntExact((long) filters * layout.width() / 64) * layout.groups();
    int first = layout.strideInFirst() ? stride : 1;
    Conv2d middle = Conv2d.of(width, 3).pad(1).stride(stride / first).groups(layout.groups());
    normalized(name + ".conv1", Conv2d.of(width, 1).stride(first), name + ".bn1", false, x);
    net.relu(name + ".relu1", name + ".bn1");
    normalized(name + ".conv2", middle, name + ".bn2", false, name + ".relu1");
    net.relu(name + ".relu2", name + ".bn2");
    normalized(
        name + ".conv3",
        Conv2d.of(4 * filters, 1),
        name + ".bn3",
        layout.zeroLast(),
        name + ".relu2");
    return name + ".bn3";
  }

  private String shortcut(String name, int channels, int stride, String x) {
    if (stride == 1 && net.shape(x).channels() == channels) {
      return x;
    }
    return layout.shortcut() == Shortcut.PADDED
        ? padded(name, channels, stride, x)
        : projected(name, channels, stride, x);
  }

  /** Every second pixel, and zeros for the maps that are new, half of them in front. */
  private String padded(String name, int channels, int stride, String x) {
    Shape shape = net.shape(x);
    String kept = x;
    if (stride == 2) {
      net.slice(name + ".rows", Slice.of(1, 0, (shape.height() + 1) / 2).step(2), x);
      net.slice(name + ".pixels", Slice.of(2, 0, (shape.width() + 1) / 2).step(2), name + ".rows");
      kept = name + ".pixels";
    }
    int zeros = (channels - shape.channels()) / 2;
    net.pad(name + ".shortcut", Pad.of(0, zeros, zeros), kept);
    return name + ".shortcut";
  }

  private String projected(String name, int channels, int stride, String x) {
    String sequence = name + (layout.cifar() ? ".shortcut" : ".downsample");
    normalized(sequence + ".0", Conv2d.of(channels, 1).stride(stride), sequence + ".1", false, x);
    return sequence + ".1";
  }

  private void normalized(String name, Conv2d convolution, String norm, boolean zero, String x) {
    ParameterOptions scale = ParameterOptions.NORMALIZATION;
    net.conv2d(name, start(convolution.noBias()), x);
    net.batchNorm(
        norm,
        BatchNorm.of().options(zero ? scale.weights(new Initializer.Constant(0)) : scale),
        name);
  }

  private Conv2d start(Conv2d convolution) {
    return layout.cifar()
        ? convolution.options(settings.start(new Initializer.HeNormal()))
        : settings.fanOut(convolution);
  }

  private Network head(String x) {
    net.adaptiveAveragePool(layout.cifar() ? "pool" : "avgpool", AdaptiveAveragePool.of(1), x)
        .flatten("flatten");
    if (settings.dropout() > 0) {
      net.dropout("dropout", Dropout.of(settings.dropout()));
    }
    return layout.cifar()
        ? net.linear(
                "linear",
                Linear.of(settings.classes()).options(settings.start(new Initializer.HeNormal())))
            .build()
        : net.linear("fc", settings.pytorch(settings.classes())).build();
  }
}
