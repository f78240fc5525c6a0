package dev.alexandrite.model;

/** The parts of {@link GoogLeNet#googlenet2014()}, named as in Caffe's {@code bvlc_googlenet}. */
record GoogLeNet2014(NetworkBuilder net, PresetSettings s) implements InceptionParts {
  private static final MaxPool HALVED = MaxPool.of(3, 2).roundUp();
  private static final LocalResponseNorm NORM = LocalResponseNorm.of(5).alpha(1e-4);

  @Override
  public String stem() {
    convolved("conv1/7x7_s2", Conv2d.of(64, 7).stride(2).pad(3), "conv1/relu_7x7", Network.INPUT);
    net.maxPool("pool1/3x3_s2", HALVED).localResponseNorm("pool1/norm1", NORM);
    convolved("conv2/3x3_reduce", Conv2d.of(64, 1), "conv2/relu_3x3_reduce", "pool1/norm1");
    convolved("conv2/3x3", Conv2d.of(192, 3).pad(1), "conv2/relu_3x3", "conv2/relu_3x3_reduce");
    net.localResponseNorm("conv2/norm2", NORM).maxPool("pool2/3x3_s2", HALVED);
    return "pool2/3x3_s2";
  }

  @Override
  public String inception(int stage, char letter, int[] filters, String x) {
    String name = "inception_" + stage + letter + "/";
    String ones = branch(name, "1x1", Conv2d.of(filters[0], 1), x);
    String threes = branch(name, "3x3_reduce", Conv2d.of(filters[1], 1), x);
    threes = branch(name, "3x3", Conv2d.of(filters[2], 3).pad(1), threes);
    String fives = branch(name, "5x5_reduce", Conv2d.of(filters[3], 1), x);
    fives = branch(name, "5x5", Conv2d.of(filters[4], 5).pad(2), fives);
    net.maxPool(name + "pool", MaxPool.of(3, 1).pad(1), x);
    String pooled = branch(name, "pool_proj", Conv2d.of(filters[5], 1), name + "pool");
    net.concat(name + "output", ones, threes, fives, pooled);
    return name + "output";
  }

  @Override
  public String pool(int stage, String x) {
    String name = "pool" + stage + "/3x3_s2";
    net.maxPool(name, HALVED, x);
    return name;
  }

  @Override
  public String auxiliary(int number, Dropout dropout, String x) {
    String name = "loss" + number + "/";
    net.averagePool(name + "ave_pool", AveragePool.of(5, 3).roundUp(), x);
    convolved(name + "conv", Conv2d.of(128, 1), name + "relu_conv", name + "ave_pool");
    net.flatten(name + "flatten")
        .linear(name + "fc", Linear.of(1024).options(start(0.2)))
        .relu(name + "relu_fc")
        .dropout(name + "drop_fc", dropout)
        .linear(name + "classifier", Linear.of(s.classes()).options(start(0)));
    return name + "classifier";
  }

  @Override
  public void head(String x) {
    net.adaptiveAveragePool("pool5/7x7_s1", AdaptiveAveragePool.of(1), x)
        .flatten("flatten")
        .dropout("pool5/drop_7x7_s1", Dropout.of(s.dropout()))
        .linear("loss3/classifier", Linear.of(s.classes()).options(start(0)));
  }

  private String branch(String module, String name, Conv2d convolution, String x) {
    return convolved(module + name, convolution, module + "relu_" + name, x);
  }

  private String convolved(String name, Conv2d convolution, String relu, String x) {
    net.conv2d(name, convolution.options(start(0.2)), x).relu(relu);
    return relu;
  }

  /** Caffe's {@code xavier}; biases learn twice as fast and do not decay. */
  private ParameterOptions start(double bias) {
    return s.start(new Initializer.ScaledUniform(3), new Initializer.Constant(bias))
        .rates(1, 2)
        .decays(1, 0);
  }
}
