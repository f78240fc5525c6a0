package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;

/** The network of {@link AlexNet#tiny()}. */
final class TinyNet {
  static final int SMALLEST_INPUT = 32;

  private static final LocalResponseNorm NORM = LocalResponseNorm.of(5).alpha(0.5);
  private static final MaxPool POOL = MaxPool.of(3, 2);
  private static final int HIDDEN = 256;

  private TinyNet() {}

  static Network network(PresetSettings s) {
    Shape input = s.input();
    // Maps of 32 to 63 pixels after conv1, whatever the input: fc6 would grow with them.
    int stride = Math.max(1, Math.min(input.height(), input.width()) / SMALLEST_INPUT);
    int kernel = Math.max(5, 2 * stride + 1);
    ParameterOptions start = s.start(new Initializer.HeNormal(), new Initializer.Constant(0));
    Dropout dropout = Dropout.of(s.dropout());
    return Network.builder("alexnet-tiny", input)
        .conv2d("conv1", Conv2d.of(32, kernel).stride(stride).pad(kernel / 2).options(start))
        .relu("relu1")
        .localResponseNorm("norm1", NORM)
        .maxPool("pool1", POOL)
        .conv2d("conv2", Conv2d.of(64, 3).pad(1).groups(2).options(start))
        .relu("relu2")
        .localResponseNorm("norm2", NORM)
        .maxPool("pool2", POOL)
        .conv2d("conv3", Conv2d.of(96, 3).pad(1).options(start))
        .relu("relu3")
        .conv2d("conv4", Conv2d.of(96, 3).pad(1).groups(2).options(start))
        .relu("relu4")
        .conv2d("conv5", Conv2d.of(64, 3).pad(1).groups(2).options(start))
        .relu("relu5")
        .maxPool("pool5", POOL)
        .flatten("flatten")
        .linear("fc6", Linear.of(HIDDEN).options(start))
        .relu("relu6")
        .dropout("drop6", dropout)
        .linear("fc7", Linear.of(HIDDEN).options(start))
        .relu("relu7")
        .dropout("drop7", dropout)
        .linear("fc8", Linear.of(s.classes()).options(start))
        .build();
  }
}
