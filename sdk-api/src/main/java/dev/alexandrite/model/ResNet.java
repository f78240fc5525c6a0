package dev.alexandrite.model;

import dev.alexandrite.model.ResNetBuilder.Shortcut;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The residual networks of He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition"
 * (CVPR 2016, arXiv 1512.03385), and their wide and grouped relatives. Those for ImageNet are
 * torchvision's, down to the names of the layers, so that its state dicts fit; those for CIFAR-10
 * are the paper's, named as in github.com/akamaster/pytorch_resnet_cifar10.
 *
 * <pre>{@code
 * Recipe net = ResNet.resnet50().classes(10).inputSize(160).build();
 * }</pre>
 *
 * <p>torchvision's differ from the paper's in one thing: a bottleneck halves the maps in its 3×3
 * convolution, not in its first 1×1 ("v1.5"); {@link ResNetBuilder#strideInFirst()} is the paper's.
 * Weights of convolutions start from N(0, 2 / fanOut), those of the last layer as PyTorch's linear
 * layers do. Inputs of any size: what is left is averaged.
 */
public final class ResNet {
  private ResNet() {}

  /**
   * The presets by the names of their methods, for programs that are told one by its name.
   *
   * @return {@code resnet18} to {@code cifarResnet110}, in the order of the methods; each gives a
   *     new builder; unmodifiable
   */
  public static Map<String, Supplier<ResNetBuilder>> presets() {
    Map<String, Supplier<ResNetBuilder>> presets = new LinkedHashMap<>();
    presets.put("resnet18", ResNet::resnet18);
    presets.put("resnet34", ResNet::resnet34);
    presets.put("resnet50", ResNet::resnet50);
    presets.put("resnet101", ResNet::resnet101);
    presets.put("resnet152", ResNet::resnet152);
    presets.put("resnext50", ResNet::resnext50);
    presets.put("resnext101", ResNet::resnext101);
    presets.put("wideResnet50", ResNet::wideResnet50);
    presets.put("wideResnet101", ResNet::wideResnet101);
    presets.put("cifarResnet20", ResNet::cifarResnet20);
    presets.put("cifarResnet32", ResNet::cifarResnet32);
    presets.put("cifarResnet44", ResNet::cifarResnet44);
    presets.put("cifarResnet56", ResNet::cifarResnet56);
    presets.put("cifarResnet110", ResNet::cifarResnet110);
    return Collections.unmodifiableMap(presets);
  }

  /**
   * 18 layers, two 3×3 convolutions a block (table 1); torchvision's {@code resnet18}. 11,689,512
   * parameters and 1,814,073,344 multiply-adds.
   *
   * @return the builder
   */
  public static ResNetBuilder resnet18() {
    return imageNet("resnet18", false, 2, 2, 2, 2);
  }

  /**
   * 34 layers, two 3×3 convolutions a block (table 1); torchvision's {@code resnet34}. 21,797,672
   * parameters and 3,663,761,408 multiply-adds.
   *
   * @return the builder
   */
  public static ResNetBuilder resnet34() {
    return imageNet("resnet34", false, 3, 4, 6, 3);
  }

  /**
   * 50 layers, bottlenecks of 1×1, 3×3 and 1×1 (table 1); torchvision's {@code resnet50}.
   * 25,557,032 parameters and 4,089,184,256 multiply-adds.
   *
   * @return the builder
   */
  public static ResNetBuilder resnet50() {
    return imageNet("resnet50", true, 3, 4, 6, 3);
  }

  /**
   * 101 layers, bottlenecks (table 1); torchvision's {@code resnet101}. 44,549,160 parameters and
   * 7,801,405,440 multiply-adds.
   *
   * @return the builder
   */
  public static ResNetBuilder resnet101() {
    return imageNet("resnet101", true, 3, 4, 23, 3);
  }

  /**
   * 152 layers, bottlenecks (table 1); torchvision's {@code resnet152}. 60,192,808 parameters and
   * 11,513,626,624 multiply-adds.
   *
   * @return the builder
   */
  public static ResNetBuilder resnet152() {
    return imageNet("resnet152", true, 3, 8, 36, 3);
  }

  /**
   * {@link #resnet50()} whose 3×3 convolutions have 32 groups of 4 filters and more (Xie et al.
   * 2017, arXiv 1611.05431, table 1); torchvision's {@code resnext50_32x4d}. 25,028,904 parameters
   * and 4,230,479,872 multiply-adds.
   *
   * @return the builder
   */
  public static ResNetBuilder resnext50() {
    return grouped("resnext50", "resnext50_32x4d", 32, 4, 6);
  }

  /**
   * {@link #resnet101()} with 32 groups of 8 filters and more (Xie et al. 2017); torchvision's
   * {@code resnext101_32x8d}. 88,791,336 parameters and 16,414,015,488 multiply-adds.
   *
   * @return the builder
   */
  public static ResNetBuilder resnext101() {
    return grouped("resnext101", "resnext101_32x8d", 32, 8, 23);
  }

  /**
   * {@link #resnet50()} with twice the filters in its 3×3 convolutions (Zagoruyko and Komodakis
   * 2016, arXiv 1605.07146); torchvision's {@code wide_resnet50_2}. 68,883,240 parameters and
   * 11,398,021,120 multiply-adds.
   *
   * @return the builder
   */
  public static ResNetBuilder wideResnet50() {
    return grouped("wideResnet50", "wide_resnet50_2", 1, 128, 6);
  }

  /**
   * {@link #resnet101()} with twice the filters in its 3×3 convolutions; torchvision's {@code
   * wide_resnet101_2}. 126,886,696 parameters and 22,753,050,624 multiply-adds.
   *
   * @return the builder
   */
  public static ResNetBuilder wideResnet101() {
    return grouped("wideResnet101", "wide_resnet101_2", 1, 128, 23);
  }

  /**
   * The paper's 20 layers for CIFAR-10 (section 4.2): 32×32 pixels, three stages of 16, 32 and 64
   * filters, shortcuts without parameters (option A), weights from N(0, 2 / fanIn). Pixels less the
   * mean image; crops out of 40×40 and flips. 269,722 parameters and 40,551,040 multiply-adds; 8.75
   * % test error in the paper's table 6.
   *
   * @return the builder
   */
  public static ResNetBuilder cifarResnet20() {
    return cifar(20);
  }

  /**
   * 32 layers, otherwise {@link #cifarResnet20()}. 464,154 parameters and 68,862,592 multiply-adds;
   * 7.51 %.
   *
   * @return the builder
   */
  public static ResNetBuilder cifarResnet32() {
    return cifar(32);
  }

  /**
   * 44 layers, otherwise {@link #cifarResnet20()}. 658,586 parameters and 97,174,144 multiply-adds;
   * 7.17 %.
   *
   * @return the builder
   */
  public static ResNetBuilder cifarResnet44() {
    return cifar(44);
  }

  /**
   * 56 layers, otherwise {@link #cifarResnet20()}. 853,018 parameters and 125,485,696
   * multiply-adds; 6.97 %.
   *
   * @return the builder
   */
  public static ResNetBuilder cifarResnet56() {
    return cifar(56);
  }

  /**
   * 110 layers, otherwise {@link #cifarResnet20()}; the paper starts it at a rate of 0.01 until the
   * training error is below 80 %. 1,727,962 parameters and 252,887,680 multiply-adds; 6.43 %.
   *
   * @return the builder
   */
  public static ResNetBuilder cifarResnet110() {
    return cifar(110);
  }

  private static ResNetBuilder imageNet(String name, boolean bottleneck, Integer... blocks) {
    return new ResNetBuilder(
        Preset.imageNet("ResNet." + name + "()", 224, 0, PresetPipelines::torchvision),
        new ResNetLayout(
            name, false, bottleneck, List.of(blocks), Shortcut.PROJECTED, 1, 64, false, false));
  }

  private static ResNetBuilder grouped(
      String method, String name, int groups, int width, int thirdStage) {
    return new ResNetBuilder(
        Preset.imageNet("ResNet." + method + "()", 224, 0, PresetPipelines::torchvision),
        new ResNetLayout(
            name,
            false,
            true,
            List.of(3, 4, thirdStage, 3),
            Shortcut.PROJECTED,
            groups,
            width,
            false,
            false));
  }

  /** Of 6n + 2 layers. */
  private static ResNetBuilder cifar(int depth) {
    int blocks = (depth - 2) / 6;
    return new ResNetBuilder(
        new Preset(
            "ResNet.cifarResnet" + depth + "()", 32, 1, "", 10, 0, PresetPipelines::cifarResnet),
        new ResNetLayout(
            "cifar-resnet" + depth,
            true,
            false,
            List.of(blocks, blocks, blocks),
            Shortcut.PADDED,
            1,
            64,
            false,
            false));
  }
}
