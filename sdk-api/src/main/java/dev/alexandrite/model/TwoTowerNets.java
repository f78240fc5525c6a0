package dev.alexandrite.model;

import dev.alexandrite.tensor.Ties;

/** The grouped networks: the paper, the code released with it, and Caffe's. */
final class TwoTowerNets {
  private static final MaxPool POOL_2012 = MaxPool.of(3, 2).ties(Ties.ALL);
  private static final MaxPool POOL_CAFFE = MaxPool.of(3, 2).roundUp();

  /** Section {@code cnorm2} of the released configuration, not in the paper. */
  private static final LocalResponseNorm WITHIN_MAP =
      LocalResponseNorm.of(5).alpha(1e-3).withinMap(true);

  private TwoTowerNets() {}

  static Network paper(PresetSettings s) {
    LocalResponseNorm norm = LocalResponseNorm.paper();
    ParameterOptions bias0 = s.start(0.01, 0);
    ParameterOptions bias1 = s.start(0.01, 1);
    NetworkBuilder net =
        Network.builder("alexnet-paper", s.input())
            .conv2d("conv1", FirstConvolution.roundedUp(96, s.input()).options(bias0))
            .relu("relu1")
            .localResponseNorm("norm1", norm)
            .maxPool("pool1", POOL_2012)
            .conv2d("conv2", Conv2d.of(256, 5).pad(2).groups(2).options(bias1))
            .relu("relu2")
            .localResponseNorm("norm2", norm)
            .maxPool("pool2", POOL_2012);
    convolutions3to5(net, bias0, bias1).relu("relu5").maxPool("pool5", POOL_2012);
    return FullyConnected.dropoutBehind(net, s, Dropout.Mode.ORIGINAL, bias1, bias0).build();
  }

  static Network release2012(PresetSettings s) {
    LocalResponseNorm norm = LocalResponseNorm.paper().towers(2);
    ParameterOptions bias0 = undecayed(s.start(0.01, 0));
    ParameterOptions bias1 = undecayed(s.start(0.01, 1));
    NetworkBuilder net =
        Network.builder("alexnet-release2012", s.input())
            .conv2d("conv1", FirstConvolution.roundedUp(96, s.input()).options(bias0))
            .localResponseNorm("norm1", norm)
            .maxPool("pool1", POOL_2012)
            .relu("relu1")
            .conv2d("conv2", Conv2d.of(256, 5).pad(2).groups(2).options(bias1))
            .relu("relu2")
            .localResponseNorm("norm2", norm)
            .localResponseNorm("cnorm2", WITHIN_MAP)
            .maxPool("pool2", POOL_2012);
    convolutions3to5(net, undecayed(s.start(0.03, 0)), undecayed(s.start(0.03, 1)))
        .maxPool("pool5", POOL_2012)
        .relu("relu5");
    return FullyConnected.dropoutBehind(net, s, Dropout.Mode.ORIGINAL, bias1, bias0).build();
  }

  static Network caffe(PresetSettings s) {
    LocalResponseNorm norm = LocalResponseNorm.paper().k(1);
    ParameterOptions bias0 = undecayed(s.start(0.01, 0));
    ParameterOptions bias01 = undecayed(s.start(0.01, 0.1));
    NetworkBuilder net =
        Network.builder("alexnet-caffe", s.input())
            .conv2d("conv1", Conv2d.of(96, 11).stride(4).options(bias0))
            .relu("relu1")
            .localResponseNorm("norm1", norm)
            .maxPool("pool1", POOL_CAFFE)
            .conv2d("conv2", Conv2d.of(256, 5).pad(2).groups(2).options(bias01))
            .relu("relu2")
            .localResponseNorm("norm2", norm)
            .maxPool("pool2", POOL_CAFFE);
    convolutions3to5(net, bias0, bias01).relu("relu5").maxPool("pool5", POOL_CAFFE);
    ParameterOptions hidden = undecayed(s.start(0.005, 0.1));
    return FullyConnected.dropoutBehind(net, s, Dropout.Mode.INVERTED, hidden, bias0).build();
  }

  /** Ends with conv5; what follows it differs in order. */
  private static NetworkBuilder convolutions3to5(
      NetworkBuilder net, ParameterOptions conv3, ParameterOptions conv4And5) {
    return net.conv2d("conv3", Conv2d.of(384, 3).pad(1).options(conv3))
        .relu("relu3")
        .conv2d("conv4", Conv2d.of(384, 3).pad(1).groups(2).options(conv4And5))
        .relu("relu4")
        .conv2d("conv5", Conv2d.of(256, 3).pad(1).groups(2).options(conv4And5));
  }

  /** Biases learn twice as fast and do not decay, in the released code as in Caffe. */
  static ParameterOptions undecayed(ParameterOptions options) {
    return options.rates(1, 2).decays(1, 0);
  }
}
