package dev.alexandrite.model;

import dev.alexandrite.model.ResNetBuilder.Shortcut;
import java.util.List;

/**
 * What residual networks differ in.
 *
 * @param name the network's
 * @param cifar whether it begins with one 3×3 convolution and has 16 filters, not with 7×7, a
 *     pooling and 64
 * @param bottleneck whether a block is 1×1, 3×3 and 1×1 with four times the filters, not two 3×3
 * @param blocks how many a stage has
 * @param shortcut how a shortcut changes its shape
 * @param groups of the 3×3 convolutions of bottlenecks
 * @param width filters of a group in the first stage
 * @param strideInFirst whether bottlenecks halve the maps in their first convolution
 * @param zeroLast whether the scale of a block's last normalisation starts from 0
 */
record ResNetLayout(
    String name,
    boolean cifar,
    boolean bottleneck,
    List<Integer> blocks,
    Shortcut shortcut,
    int groups,
    int width,
    boolean strideInFirst,
    boolean zeroLast) {
  ResNetLayout shortcut(Shortcut changed) {
    return new ResNetLayout(
        name, cifar, bottleneck, blocks, changed, groups, width, strideInFirst, zeroLast);
  }

  ResNetLayout groups(int changed) {
    return new ResNetLayout(
        name, cifar, bottleneck, blocks, shortcut, changed, width, strideInFirst, zeroLast);
  }

  ResNetLayout width(int changed) {
    return new ResNetLayout(
        name, cifar, bottleneck, blocks, shortcut, groups, changed, strideInFirst, zeroLast);
  }

  ResNetLayout withStrideInFirst() {
    return new ResNetLayout(
        name, cifar, bottleneck, blocks, shortcut, groups, width, true, zeroLast);
  }

  ResNetLayout withZeroLast() {
    return new ResNetLayout(
        name, cifar, bottleneck, blocks, shortcut, groups, width, strideInFirst, true);
  }

  /** Filters of a stage, before a bottleneck makes four times as many of them. */
  int filters(int stage) {
    return (cifar ? 16 : 64) << stage;
  }
}
