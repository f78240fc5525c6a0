package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;

/** Changes a preset of {@link EfficientNet}. */
public final class EfficientNetBuilder extends ModelBuilder<EfficientNetBuilder> {
  /**
   * A step of the compound rule.
   *
   * @param name the network's
   * @param width factor of the maps
   * @param depth factor of the blocks
   * @param slowNorm whether epsilon is 1e-3 and the momentum 0.01, as in TensorFlow
   */
  record Scale(String name, double width, double depth, boolean slowNorm) {}

  private static final BatchNorm SLOW = BatchNorm.of().epsilon(1e-3).momentum(0.01);

  private final Scale scale;
  private BatchNorm norm;
  private double stochasticDepth = 0.2;

  EfficientNetBuilder(Preset preset, Scale scale) {
    super(preset);
    this.scale = scale;
    this.norm = scale.slowNorm() ? SLOW : BatchNorm.of();
  }

  /**
   * The probability of leaving the last residual block of an image out in training (Huang et al.
   * 2016, arXiv 1603.09382); that of the others falls in proportion to 0 at the first. 0.2 by
   * default, as in the paper.
   *
   * @param rate from 0, which leaves none out, to below 1
   * @return this builder
   * @throws InvalidModelException if the rate is out of range or was set before
   */
  public EfficientNetBuilder stochasticDepth(double rate) {
    once("stochasticDepth");
    require(
        rate >= 0 && rate < 1,
        "stochasticDepth(" + rate + "): expected a probability from 0 to below 1");
    stochasticDepth = rate;
    return this;
  }

  /**
   * Batch norms as in the code released with the paper: an epsilon of 1e-3, statistics of which a
   * batch changes 0.01, no weight decay. By default they are torchvision's: 1e-5 and 0.1 up to B4,
   * 1e-3 and 0.01 from B5 on, and they decay.
   *
   * @return this builder
   * @throws InvalidModelException if it was called before
   */
  public EfficientNetBuilder tensorflowNorms() {
    once("tensorflowNorms");
    norm = SLOW.options(ParameterOptions.NORMALIZATION.decays(0, 0));
    return this;
  }

  @Override
  public Recipe build() {
    return recipe();
  }

  @Override
  Network network(PresetSettings settings) {
    return new EfficientNetGraph(scale, stochasticDepth, norm, settings).build();
  }
}
