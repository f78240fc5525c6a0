package dev.alexandrite.benchmarks;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;

/**
 * torchvision's AlexNet in DJL's blocks. DJL ships a net of that name with other channels and no
 * padding, so it is written out here. At 224 pixels the adaptive average pool is the identity.
 */
final class DjlAlexNet {
  private static final long PARAMETERS = 61_100_840;

  private DjlAlexNet() {}

  static Block create() {
    return new SequentialBlock()
        .add(convolution(64, 11, 4, 2))
        .add(Activation::relu)
        .add(maxPool())
        .add(convolution(192, 5, 1, 2))
        .add(Activation::relu)
        .add(maxPool())
        .add(convolution(384, 3, 1, 1))
        .add(Activation::relu)
        .add(convolution(256, 3, 1, 1))
        .add(Activation::relu)
        .add(convolution(256, 3, 1, 1))
        .add(Activation::relu)
        .add(maxPool())
        .add(Blocks.batchFlattenBlock())
        .add(Dropout.builder().optRate(0.5f).build())
        .add(Linear.builder().setUnits(4096).build())
        .add(Activation::relu)
        .add(Dropout.builder().optRate(0.5f).build())
        .add(Linear.builder().setUnits(4096).build())
        .add(Activation::relu)
        .add(Linear.builder().setUnits(1000).build());
  }

  /** Refuses to measure another network than the one named. */
  static void requireExact(Block block) {
    long found = 0;
    for (var parameter : block.getParameters()) {
      found += parameter.getValue().getArray().size();
    }
    if (found != PARAMETERS) {
      throw new IllegalStateException(
          "torchvision's AlexNet has " + PARAMETERS + " parameters, this one has " + found);
    }
  }

  private static Block convolution(int filters, int kernel, int stride, int padding) {
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(padding, padding))
        .build();
  }

  private static Block maxPool() {
    return Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2));
  }
}
