package dev.alexandrite.model;

import dev.alexandrite.augment.InputPipeline;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * One of the presets of {@link AlexNet}.
 *
 * @param preset where its builder starts from
 * @param network makes the network
 */
record AlexNetPreset(Preset preset, Function<PresetSettings, Network> network) {
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
          new Preset(
              "AlexNet.tiny()",
              TinyNet.SMALLEST_INPUT,
              TinyNet.SMALLEST_INPUT,
              "",
              10,
              0.25,
              PresetPipelines::tiny),
          TinyNet::network);

  private static AlexNetPreset imageNet(
      String name,
      int inputSize,
      int smallestInput,
      Function<PresetSettings, Network> network,
      IntFunction<InputPipeline> pipeline) {
    String call = "AlexNet." + name + "()";
    return new AlexNetPreset(
        Preset.imageNet(call, inputSize, 0.5, pipeline).from(smallestInput, "pool5"), network);
  }
}
