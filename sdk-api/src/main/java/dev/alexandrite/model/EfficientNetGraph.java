package dev.alexandrite.model;

import dev.alexandrite.model.EfficientNetBuilder.Scale;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.BinaryFunction;
import java.util.List;

/** The layers of {@link EfficientNet}. */
final class EfficientNetGraph {
  /** Factor of expansion, window, the first block's stride, maps and blocks of B0 (table 1). */
  private record Stage(int expansion, int window, int stride, int maps, int blocks) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(1, 3, 1, 16, 1),
          new Stage(6, 3, 2, 24, 2),
          new Stage(6, 5, 2, 40, 2),
          new Stage(6, 3, 2, 80, 3),
          new Stage(6, 5, 1, 112, 3),
          new Stage(6, 5, 2, 192, 4),
          new Stage(6, 3, 1, 320, 1));

  private static final int FIRST = 32;

  /** The last 1×1 makes so many maps of each of the last stage's. */
  private static final int LAST_FACTOR = 4;

  /** The squeeze has the block's input maps divided by this. */
  private static final int REDUCTION = 4;

  private final Scale scale;
  private final double stochasticDepth;
  private final PresetSettings settings;
  private final NetworkBuilder net;
  private final BatchNorm norm;

  EfficientNetGraph(Scale scale, double stochasticDepth, BatchNorm norm, PresetSettings settings) {
    this.scale = scale;
    this.stochasticDepth = stochasticDepth;
    this.settings = settings;
    this.net = Network.builder(scale.name(), settings.input());
    this.norm = norm;
  }

  Network build() {
    Conv2d first = Conv2d.of(scaled(FIRST), 3).stride(2).pad(1);
    String x = activated("features.0", first, Network.INPUT);
    int all = STAGES.stream().mapToInt(this::blocks).sum();
    int number = 0;
    for (int i = 0; i < STAGES.size(); i++) {
      for (int j = 0; j < blocks(STAGES.get(i)); j++) {
        String name = "features." + (i + 1) + "." + j;
        x = block(name, STAGES.get(i), j == 0, stochasticDepth * number++ / all, x);
      }
    }
    int last = LAST_FACTOR * net.shape(x).channels();
    x = activated("features." + (STAGES.size() + 1), Conv2d.of(last, 1), x);
    ParameterOptions start = settings.start(new Initializer.FanOutUniform(1));
    return net.adaptiveAveragePool("avgpool", AdaptiveAveragePool.of(1), x)
        .flatten("flatten")
        .dropout("classifier.0", Dropout.of(settings.dropout()))
        .linear("classifier.1", Linear.of(settings.classes()).options(start))
        .build();
  }

  private String block(String name, Stage stage, boolean first, double dropped, String x) {
    int maps = net.shape(x).channels();
    int stride = first ? stage.stride() : 1;
    int expanded = multipleOf8(maps * stage.expansion());
    int place = 0;
    String y = x;
    if (expanded != maps) {
      y = activated(name + ".block." + place++, Conv2d.of(expanded, 1), y);
    }
    Conv2d depthwise =
        Conv2d.of(expanded, stage.window()).pad(stage.window() / 2).stride(stride).groups(expanded);
    y = activated(name + ".block." + place++, depthwise, y);
    y = excited(name + ".block." + place++, Math.max(1, maps / REDUCTION), y);
    y = normalized(name + ".block." + place, Conv2d.of(scaled(stage.maps()), 1), y);
    if (stride > 1 || maps != scaled(stage.maps())) {
      return y;
    }
    if (dropped > 0) {
      net.stochasticDepth(name + ".stochastic_depth", StochasticDepth.of(dropped), y);
      y = name + ".stochastic_depth";
    }
    net.add(name + ".sum", x, y);
    return name + ".sum";
  }

  /** Squeeze and excitation (Hu et al. 2018, arXiv 1709.01507): maps weighted by their means. */
  private String excited(String name, int squeezed, String x) {
    int maps = net.shape(x).channels();
    net.adaptiveAveragePool(name + ".avgpool", AdaptiveAveragePool.of(1), x)
        .conv2d(name + ".fc1", settings.fanOut(Conv2d.of(squeezed, 1)))
        .activation(name + ".activation", Activation.SILU)
        .conv2d(name + ".fc2", settings.fanOut(Conv2d.of(maps, 1)))
        .activation(name + ".scale_activation", Activation.SIGMOID)
        .binary(name, BinaryFunction.MULTIPLY, name + ".scale_activation", x);
    return name;
  }

  private String activated(String name, Conv2d convolution, String x) {
    String normalized = normalized(name, convolution, x);
    net.activation(name + ".2", Activation.SILU, normalized);
    return name + ".2";
  }

  private String normalized(String name, Conv2d convolution, String x) {
    net.conv2d(name + ".0", settings.fanOut(convolution.noBias()), x);
    net.batchNorm(name + ".1", norm);
    return name + ".1";
  }

  private int blocks(Stage stage) {
    return (int) Math.ceil(stage.blocks() * scale.depth());
  }

  private int scaled(int maps) {
    return multipleOf8(maps * scale.width());
  }

  /** The nearest multiple of 8 that takes away a tenth at most. */
  private static int multipleOf8(double maps) {
    int nearest = Math.max(8, (int) (maps + 4) / 8 * 8);
    return nearest < 0.9 * maps ? nearest + 8 : nearest;
  }
}
