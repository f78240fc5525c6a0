package dev.alexandrite.model;

import java.util.function.Function;

/** Changes a preset of {@link AlexNet}. */
public final class AlexNetBuilder extends ModelBuilder<AlexNetBuilder> {
  private final Function<PresetSettings, Network> network;

  AlexNetBuilder(AlexNetPreset preset) {
    super(preset.preset());
    this.network = preset.network();
  }

  @Override
  public AlexNet build() {
    Recipe recipe = recipe();
    return new AlexNet(recipe.network(), recipe.pipeline());
  }

  @Override
  Network network(PresetSettings settings) {
    return network.apply(settings);
  }
}
