package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;
import java.util.function.BiFunction;

/** Changes a preset of {@link GoogLeNet}. */
public final class GoogLeNetBuilder extends ModelBuilder<GoogLeNetBuilder> {
  private final BiFunction<NetworkBuilder, PresetSettings, InceptionParts> parts;
  private final String name;
  private double auxiliaryWeight = 0.3;
  private double auxiliaryDropout = 0.7;

  GoogLeNetBuilder(
      Preset preset,
      String name,
      BiFunction<NetworkBuilder, PresetSettings, InceptionParts> parts) {
    super(preset);
    this.name = name;
    this.parts = parts;
  }

  /**
   * What the losses of both auxiliary heads are multiplied by; 0.3 by default (paper, section 5).
   *
   * @param weight 0 builds the network without them
   * @return this builder
   * @throws InvalidModelException if it is negative or not finite, or was set before
   */
  public GoogLeNetBuilder auxiliary(double weight) {
    once("auxiliary");
    require(
        weight >= 0 && Double.isFinite(weight),
        "auxiliary(" + weight + "): expected the weight of a loss, or 0 for no auxiliary heads");
    auxiliaryWeight = weight;
    return this;
  }

  /**
   * The rate of the dropout before the logits of both auxiliary heads; 0.7 by default (paper,
   * section 5).
   *
   * @param rate the probability of dropping a unit, from 0 to below 1
   * @return this builder
   * @throws InvalidModelException if the rate is out of range or was set before
   */
  public GoogLeNetBuilder auxiliaryDropout(double rate) {
    once("auxiliaryDropout");
    require(
        rate >= 0 && rate < 1,
        "auxiliaryDropout(" + rate + "): expected the share of units to drop, from 0 to below 1");
    auxiliaryDropout = rate;
    return this;
  }

  @Override
  public Recipe build() {
    return recipe();
  }

  @Override
  Network network(PresetSettings s) {
    NetworkBuilder net = Network.builder(name, s.input());
    return new InceptionGraph(
            net, parts.apply(net, s), auxiliaryWeight, Dropout.of(auxiliaryDropout))
        .build();
  }
}
