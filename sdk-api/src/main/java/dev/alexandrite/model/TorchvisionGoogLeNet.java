package dev.alexandrite.model;

/** The parts of {@link GoogLeNet#googlenet()}. */
record TorchvisionGoogLeNet(NetworkBuilder net, PresetSettings s) implements InceptionParts {
  private static final MaxPool HALVED = MaxPool.of(3, 2).roundUp();

  /** torchvision cuts the bell off at ±2, two hundred deviations away, which changes nothing. */
  private static final Initializer START = new Initializer.Gaussian(0.01);

  @Override
  public String stem() {
    activated("conv1", Conv2d.of(64, 7).stride(2).pad(3), Network.INPUT);
    net.maxPool("maxpool1", HALVED);
    activated("conv2", Conv2d.of(64, 1), "maxpool1");
    activated("conv3", Conv2d.of(192, 3).pad(1), "conv2.relu");
    net.maxPool("maxpool2", HALVED);
    return "maxpool2";
  }

  @Override
  public String inception(int stage, char letter, int[] filters, String x) {
    String name = "inception" + stage + letter;
    String ones = activated(name + ".branch1", Conv2d.of(filters[0], 1), x);
    String threes = activated(name + ".branch2.0", Conv2d.of(filters[1], 1), x);
    threes = activated(name + ".branch2.1", Conv2d.of(filters[2], 3).pad(1), threes);
    String more = activated(name + ".branch3.0", Conv2d.of(filters[3], 1), x);
    more = activated(name + ".branch3.1", Conv2d.of(filters[4], 3).pad(1), more);
    net.maxPool(name + ".branch4.0", MaxPool.of(3, 1).pad(1), x);
    String pooled = activated(name + ".branch4.1", Conv2d.of(filters[5], 1), name + ".branch4.0");
    net.concat(name, ones, threes, more, pooled);
    return name;
  }

  @Override
  public String pool(int stage, String x) {
    String name = "maxpool" + stage;
    net.maxPool(name, stage == 3 ? HALVED : MaxPool.of(2, 2).roundUp(), x);
    return name;
  }

  @Override
  public String auxiliary(int number, Dropout dropout, String x) {
    String name = "aux" + number;
    net.adaptiveAveragePool(name + ".avgpool", AdaptiveAveragePool.of(4), x);
    activated(name + ".conv", Conv2d.of(128, 1), name + ".avgpool");
    net.flatten(name + ".flatten")
        .linear(name + ".fc1", linear(1024))
        .relu(name + ".relu")
        .dropout(name + ".dropout", dropout)
        .linear(name + ".fc2", linear(s.classes()));
    return name + ".fc2";
  }

  @Override
  public void head(String x) {
    net.adaptiveAveragePool("avgpool", AdaptiveAveragePool.of(1), x)
        .flatten("flatten")
        .dropout("dropout", Dropout.of(s.dropout()))
        .linear("fc", linear(s.classes()));
  }

  /** PyTorch's start of the biases, since torchvision sets the weights alone. */
  private Linear linear(int outputs) {
    return Linear.of(outputs).options(s.start(START, new Initializer.PytorchDefault()));
  }

  private String activated(String name, Conv2d convolution, String x) {
    net.conv2d(name + ".conv", convolution.noBias().options(s.start(START)), x);
    net.batchNorm(name + ".bn", BatchNorm.of().epsilon(1e-3));
    net.relu(name + ".relu");
    return name + ".relu";
  }
}
