package dev.alexandrite.model;

import dev.alexandrite.augment.InputPipeline;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * One of the presets of {@link AlexNet}: where a builder starts from.
 *
 * @param name the method of {@link AlexNet} that starts it
 * @param inputSize height and width of the source's input in pixels
 * @param smallestInput the smallest input that leaves the last pooling a whole window
 * @param classes the number of classes unless set
 * @param dropout the dropout rate unless set
 * @param network makes the network
 * @param pipeline makes the pipeline of pictures for an input size
 */
record AlexNetPreset(
    String name,
    int inputSize,
    int smallestInput,
    int classes,
    double dropout,
    Function<AlexNetSettings, Network> network,
    IntFunction<InputPipeline> pipeline) {
  static final AlexNetPreset PAPER =
      imageNet("paper", 224, 64, TwoTowerNets::paper, PresetPipelines::paper);
  static final AlexNetPreset RELEASE_2012 =
      imageNet("release2012", 224, 64, TwoTowerNets::release2012, PresetPipelines::release2012);
  static final AlexNetPreset CAFFE =
      imageNet("caffe", 227, 55, TwoTowerNets::caffe, PresetPipelines::caffe);
  static final AlexNetPreset ONE_TOWER =
      imageNet("oneTower", 224, 64, OneTowerNets::cudaConvnet2, PresetPipelines::oneTower);
  static final AlexNetPreset TORCHVISION =
      imageNet("torchvision", 224, 63, OneTowerNets::torchvision, PresetPipelines::torchvision);
  static final AlexNetPreset TINY =
      new AlexNetPreset(
          "tiny",
          TinyNet.SMALLEST_INPUT,
          TinyNet.SMALLEST_INPUT,
          10,
          0.25,
          TinyNet::network,
          PresetPipelines::tiny);

  private static AlexNetPreset imageNet(
      String name,
      int inputSize,
      int smallestInput,
      Function<AlexNetSettings, Network> network,
      IntFunction<InputPipeline> pipeline) {
    return new AlexNetPreset(name, inputSize, smallestInput, 1000, 0.5, network, pipeline);
  }

  /** The call that starts it, for messages. */
  @Override
  public String toString() {
    return "AlexNet." + name + "()";
  }
}
