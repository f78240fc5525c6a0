package dev.alexandrite.model;

import dev.alexandrite.tensor.Ties;

/** The ungrouped networks of 64, 192, 384, 256 and 256 filters. */
final class OneTowerNets {
  private OneTowerNets() {}

  static Network cudaConvnet2(PresetSettings s) {
    LocalResponseNorm norm = LocalResponseNorm.paper();
    MaxPool pool = MaxPool.of(3, 2).ties(Ties.ALL);
    ParameterOptions bias0 = TwoTowerNets.undecayed(s.start(0.01, 0));
    ParameterOptions bias1 = TwoTowerNets.undecayed(s.start(0.01, 1));
    ParameterOptions conv3 = TwoTowerNets.undecayed(s.start(0.03, 0));
    ParameterOptions conv4And5 = TwoTowerNets.undecayed(s.start(0.03, 1));
    ParameterOptions logits = TwoTowerNets.undecayed(s.start(0.01, -7));
    NetworkBuilder net =
        Network.builder("alexnet-one-tower", s.input())
            .conv2d("conv1", FirstConvolution.roundedUp(64, s.input()).options(bias0))
            .localResponseNorm("norm1", norm)
            .maxPool("pool1", pool)
            .relu("relu1")
            .conv2d("conv2", Conv2d.of(192, 5).pad(2).options(bias1))
            .relu("relu2")
            .localResponseNorm("norm2", norm)
            .maxPool("pool2", pool)
            .conv2d("conv3", Conv2d.of(384, 3).pad(1).options(conv3))
            .relu("relu3")
            .conv2d("conv4", Conv2d.of(256, 3).pad(1).options(conv4And5))
            .relu("relu4")
            .conv2d("conv5", Conv2d.of(256, 3).pad(1).options(conv4And5))
            .maxPool("pool5", pool)
            .relu("relu5");
    return FullyConnected.dropoutBehind(net, s, Dropout.Mode.ORIGINAL, bias1, logits).build();
  }

  static Network torchvision(PresetSettings s) {
    MaxPool pool = MaxPool.of(3, 2);
    ParameterOptions start =
        s.start(new Initializer.ScaledNormal(0.5), new Initializer.Constant(0));
    NetworkBuilder net =
        Network.builder("alexnet-torchvision", s.input())
            .conv2d("conv1", FirstConvolution.padded(64, 2).options(start))
            .relu("relu1")
            .maxPool("pool1", pool)
            .conv2d("conv2", Conv2d.of(192, 5).pad(2).options(start))
            .relu("relu2")
            .maxPool("pool2", pool)
            .conv2d("conv3", Conv2d.of(384, 3).pad(1).options(start))
            .relu("relu3")
            .conv2d("conv4", Conv2d.of(256, 3).pad(1).options(start))
            .relu("relu4")
            .conv2d("conv5", Conv2d.of(256, 3).pad(1).options(start))
            .relu("relu5")
            .maxPool("pool5", pool);
    return FullyConnected.dropoutBefore(net, s, start).build();
  }
}
