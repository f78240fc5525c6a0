package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;

/** Changes a preset of {@link ResNet}. */
public final class ResNetBuilder extends ModelBuilder<ResNetBuilder> {
  /** What a shortcut does where maps get smaller and more (paper, section 3.3). */
  public enum Shortcut {
    /** Every second pixel, and zeros for the new maps: option A, without parameters. */
    PADDED,
    /** A convolution of 1×1 and a batch normalisation: option B. */
    PROJECTED
  }

  private ResNetLayout layout;

  ResNetBuilder(Preset preset, ResNetLayout layout) {
    super(preset);
    this.layout = layout;
  }

  /**
   * What shortcuts do where the shape changes; {@link Shortcut#PROJECTED} by default, {@link
   * Shortcut#PADDED} in the networks for CIFAR-10.
   *
   * @param shortcut option A or B
   * @return this builder
   * @throws InvalidModelException if it was set before
   */
  public ResNetBuilder shortcut(Shortcut shortcut) {
    once("shortcut");
    layout = layout.shortcut(shortcut);
    return this;
  }

  /**
   * Groups of the 3×3 convolutions (Xie et al. 2017); 1 by default, 32 in {@link
   * ResNet#resnext50()} and {@link ResNet#resnext101()}.
   *
   * @param count how many
   * @return this builder
   * @throws InvalidModelException if the blocks are no bottlenecks, the number is not positive, or
   *     it was set before
   */
  public ResNetBuilder groups(int count) {
    once("groups");
    requireBottlenecks("groups");
    require(count >= 1, "groups(" + count + "): expected at least 1");
    layout = layout.groups(count);
    return this;
  }

  /**
   * Filters of a group of the 3×3 convolutions of the first stage, doubled from stage to stage; 64
   * by default.
   *
   * @param filters a multiple of what makes whole filters: {@code filters · groups} are all
   * @return this builder
   * @throws InvalidModelException if the blocks are no bottlenecks, the number is not positive, or
   *     it was set before
   */
  public ResNetBuilder widthPerGroup(int filters) {
    once("widthPerGroup");
    requireBottlenecks("widthPerGroup");
    require(filters >= 1, "widthPerGroup(" + filters + "): expected at least 1");
    layout = layout.width(filters);
    return this;
  }

  /**
   * Bottlenecks halve the maps in their first 1×1 convolution, as in the paper and in Caffe, not in
   * the 3×3 as in torchvision: less arithmetic, and about half a percent less accuracy by
   * torchvision's measure.
   *
   * @return this builder
   * @throws InvalidModelException if the blocks are no bottlenecks, or it was called before
   */
  public ResNetBuilder strideInFirst() {
    once("strideInFirst");
    requireBottlenecks("strideInFirst");
    layout = layout.withStrideInFirst();
    return this;
  }

  /**
   * The scale of every block's last normalisation starts from 0, so that blocks start as the
   * identity (Goyal et al. 2017, arXiv 1706.02677, section 5.1); torchvision's {@code
   * zero_init_residual}.
   *
   * @return this builder
   * @throws InvalidModelException if it was called before
   */
  public ResNetBuilder zeroLastScale() {
    once("zeroLastScale");
    layout = layout.withZeroLast();
    return this;
  }

  @Override
  public Recipe build() {
    return recipe();
  }

  @Override
  Network network(PresetSettings settings) {
    return new ResNetGraph(layout, settings).build();
  }

  private void requireBottlenecks(String call) {
    require(
        layout.bottleneck(),
        call + "(): its blocks are two 3×3 convolutions; use ResNet.resnet50() or a deeper one");
  }
}
