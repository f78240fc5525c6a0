package dev.alexandrite.model;

import java.util.List;
import java.util.Set;

/** Changes a preset of {@link SqueezeNet}. */
public final class SqueezeNetBuilder extends ModelBuilder<SqueezeNetBuilder> {
  /** Maps after the squeeze, and after each half of the expansion, of the eight fire modules. */
  private static final List<int[]> FIRES =
      List.of(
          new int[] {16, 64},
          new int[] {16, 64},
          new int[] {32, 128},
          new int[] {32, 128},
          new int[] {48, 192},
          new int[] {48, 192},
          new int[] {64, 256},
          new int[] {64, 256});

  /** What the two versions differ in. */
  enum Version {
    V1_0("squeezenet1_0", Conv2d.of(96, 7).stride(2), Set.of(2, 6, 11)),
    V1_1("squeezenet1_1", Conv2d.of(64, 3).stride(2), Set.of(2, 5, 8));

    private final String network;
    private final Conv2d first;

    /** The places of poolings in the sequence. */
    private final Set<Integer> pools;

    Version(String network, Conv2d first, Set<Integer> pools) {
      this.network = network;
      this.first = first;
      this.pools = pools;
    }
  }

  private final Version version;

  SqueezeNetBuilder(Preset preset, Version version) {
    super(preset);
    this.version = version;
  }

  @Override
  public Recipe build() {
    return recipe();
  }

  @Override
  Network network(PresetSettings s) {
    NetworkBuilder net = Network.builder(version.network, s.input());
    net.conv2d("features.0", version.first.options(start(s))).relu("features.1");
    int place = 2;
    String x = "features.1";
    for (int[] maps : FIRES) {
      if (version.pools.contains(place)) {
        net.maxPool("features." + place, MaxPool.of(3, 2).roundUp(), x);
        x = "features." + place++;
      }
      x = fire(net, s, "features." + place++, maps[0], maps[1], x);
    }
    return net.dropout("classifier.0", Dropout.of(s.dropout()), x)
        .conv2d(
            "classifier.1",
            Conv2d.of(s.classes(), 1).options(s.start(new Initializer.Gaussian(0.01))))
        .relu("classifier.2")
        .adaptiveAveragePool("classifier.3", AdaptiveAveragePool.of(1))
        .flatten("flatten")
        .build();
  }

  private static String fire(
      NetworkBuilder net, PresetSettings s, String name, int squeezed, int expanded, String x) {
    String squeeze = name + ".squeeze_activation";
    net.conv2d(name + ".squeeze", Conv2d.of(squeezed, 1).options(start(s)), x).relu(squeeze);
    net.conv2d(name + ".expand1x1", Conv2d.of(expanded, 1).options(start(s)), squeeze)
        .relu(name + ".expand1x1_activation");
    net.conv2d(name + ".expand3x3", Conv2d.of(expanded, 3).pad(1).options(start(s)), squeeze)
        .relu(name + ".expand3x3_activation");
    net.concat(name + ".joined", name + ".expand1x1_activation", name + ".expand3x3_activation");
    return name + ".joined";
  }

  private static ParameterOptions start(PresetSettings s) {
    return s.start(new Initializer.HeUniform());
  }
}
