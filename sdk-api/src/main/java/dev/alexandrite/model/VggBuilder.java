package dev.alexandrite.model;

import java.util.List;

/** Changes a preset of {@link Vgg}. */
public final class VggBuilder extends ModelBuilder<VggBuilder> {
  private static final int HIDDEN = 4096;

  private final String name;
  private final List<Integer> convolutions;
  private final boolean normalized;

  /**
   * Starts.
   *
   * @param convolutions how many stand before each pooling
   * @param normalized whether each is normalised
   */
  VggBuilder(Preset preset, String name, List<Integer> convolutions, boolean normalized) {
    super(preset);
    this.name = name;
    this.convolutions = convolutions;
    this.normalized = normalized;
  }

  @Override
  public Recipe build() {
    return recipe();
  }

  @Override
  Network network(PresetSettings s) {
    NetworkBuilder net = Network.builder(name, s.input());
    features(net, s);
    Initializer linear = new Initializer.Gaussian(0.01);
    return net.adaptiveAveragePool("avgpool", AdaptiveAveragePool.of(7))
        .flatten("flatten")
        .linear("classifier.0", Linear.of(HIDDEN).options(s.start(linear)))
        .relu("classifier.1")
        .dropout("classifier.2", Dropout.of(s.dropout()))
        .linear("classifier.3", Linear.of(HIDDEN).options(s.start(linear)))
        .relu("classifier.4")
        .dropout("classifier.5", Dropout.of(s.dropout()))
        .linear("classifier.6", Linear.of(s.classes()).options(s.start(linear)))
        .build();
  }

  /** One sequence, numbered through. */
  private void features(NetworkBuilder net, PresetSettings s) {
    int place = 0;
    for (int stage = 0; stage < convolutions.size(); stage++) {
      int filters = Math.min(64 << stage, 512);
      for (int i = 0; i < convolutions.get(stage); i++) {
        net.conv2d("features." + place++, s.fanOut(Conv2d.of(filters, 3).pad(1)));
        if (normalized) {
          net.batchNorm("features." + place++, BatchNorm.of());
        }
        net.relu("features." + place++);
      }
      net.maxPool("features." + place++, MaxPool.of(2, 2));
    }
  }
}
