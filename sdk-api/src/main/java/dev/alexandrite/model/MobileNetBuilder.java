package dev.alexandrite.model;

import dev.alexandrite.tensor.UnaryFunction;
import java.util.List;

/** Changes a preset of {@link MobileNet}. */
public final class MobileNetBuilder extends ModelBuilder<MobileNetBuilder> {
  /** Factor of expansion, maps, blocks, and the first block's stride (paper, table 2). */
  private record Stage(int expansion, int maps, int blocks, int stride) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(1, 16, 1, 1),
          new Stage(6, 24, 2, 2),
          new Stage(6, 32, 3, 2),
          new Stage(6, 64, 4, 2),
          new Stage(6, 96, 3, 1),
          new Stage(6, 160, 3, 2),
          new Stage(6, 320, 1, 1));

  private static final int FIRST = 32;
  private static final int LAST = 1280;
  private static final UnaryFunction RELU6 = new UnaryFunction.Clip(0, 6);

  MobileNetBuilder(Preset preset) {
    super(preset);
  }

  @Override
  public Recipe build() {
    return recipe();
  }

  @Override
  Network network(PresetSettings s) {
    NetworkBuilder net = Network.builder("mobilenet_v2", s.input());
    Conv2d first = Conv2d.of(FIRST, 3).stride(2).pad(1);
    String x = activated(net, s, "features.0", first, Network.INPUT);
    int place = 1;
    for (Stage stage : STAGES) {
      for (int i = 0; i < stage.blocks(); i++) {
        int stride = i == 0 ? stage.stride() : 1;
        x = block(net, s, "features." + place++, stage, stride, x);
      }
    }
    x = activated(net, s, "features." + place, Conv2d.of(LAST, 1), x);
    return net.adaptiveAveragePool("avgpool", AdaptiveAveragePool.of(1), x)
        .flatten("flatten")
        .dropout("classifier.0", Dropout.of(s.dropout()))
        .linear(
            "classifier.1", Linear.of(s.classes()).options(s.start(new Initializer.Gaussian(0.01))))
        .build();
  }

  private static String block(
      NetworkBuilder net, PresetSettings s, String name, Stage stage, int stride, String x) {
    int maps = net.shape(x).channels();
    int expanded = maps * stage.expansion();
    String sequence = name + ".conv";
    int place = 0;
    String y = x;
    if (expanded != maps) {
      y = activated(net, s, sequence + "." + place++, Conv2d.of(expanded, 1), y);
    }
    Conv2d depthwise = Conv2d.of(expanded, 3).pad(1).stride(stride).groups(expanded);
    y = activated(net, s, sequence + "." + place++, depthwise, y);
    String projected = sequence + "." + place++;
    String norm = sequence + "." + place;
    net.conv2d(projected, s.fanOut(Conv2d.of(stage.maps(), 1).noBias()), y);
    net.batchNorm(norm, BatchNorm.of());
    if (stride > 1 || maps != stage.maps()) {
      return norm;
    }
    net.add(name + ".sum", x, norm);
    return name + ".sum";
  }

  private static String activated(
      NetworkBuilder net, PresetSettings s, String name, Conv2d convolution, String x) {
    net.conv2d(name + ".0", s.fanOut(convolution.noBias()), x);
    net.batchNorm(name + ".1", BatchNorm.of());
    net.unary(name + ".2", RELU6);
    return name + ".2";
  }
}
