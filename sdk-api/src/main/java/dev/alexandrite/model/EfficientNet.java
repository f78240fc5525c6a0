package dev.alexandrite.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The networks of Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural
 * Networks" (ICML 2019, arXiv 1905.11946): the blocks of MobileNet V2 with squeeze-and-excitation
 * and SiLU, and one rule that makes the network wider and deeper and its input larger at once. They
 * are torchvision's, down to the names of the layers, so that its state dicts fit.
 *
 * <pre>{@code
 * Recipe net = EfficientNet.efficientnetB0().classes(10).build();
 * }</pre>
 *
 * <p>Inputs of any size: what is left is averaged. The input sizes are those that torchvision's
 * weights are measured with, B2's 288 in place of the paper's 260. Weights of convolutions start
 * from N(0, 2 / fanOut), of the last layer uniform in ±1 / √fanOut, biases from 0, as in
 * torchvision.
 */
public final class EfficientNet {
  private EfficientNet() {}

  /**
   * The presets by the names of their methods, for programs that are told one by its name.
   *
   * @return {@code efficientnetB0} to {@code efficientnetB7}, in this order; each gives a new
   *     builder; unmodifiable
   */
  public static Map<String, Supplier<EfficientNetBuilder>> presets() {
    Map<String, Supplier<EfficientNetBuilder>> presets = new LinkedHashMap<>();
    presets.put("efficientnetB0", EfficientNet::efficientnetB0);
    presets.put("efficientnetB1", EfficientNet::efficientnetB1);
    presets.put("efficientnetB2", EfficientNet::efficientnetB2);
    presets.put("efficientnetB3", EfficientNet::efficientnetB3);
    presets.put("efficientnetB4", EfficientNet::efficientnetB4);
    presets.put("efficientnetB5", EfficientNet::efficientnetB5);
    presets.put("efficientnetB6", EfficientNet::efficientnetB6);
    presets.put("efficientnetB7", EfficientNet::efficientnetB7);
    return Collections.unmodifiableMap(presets);
  }

  /**
   * The network that the rule starts from (paper, table 1), of 224×224 pixels; torchvision's {@code
   * efficientnet_b0}. 5,288,548 parameters and 385,814,752 multiply-adds.
   *
   * @return the builder
   */
  public static EfficientNetBuilder efficientnetB0() {
    return scaled(0, 1.0, 1.0, 224, 256, 0.2);
  }

  /**
   * Width 1.0, depth 1.1, 240×240 pixels, dropout 0.2; torchvision's {@code efficientnet_b1}.
   * 7,794,184 parameters and 686,802,832 multiply-adds.
   *
   * @return the builder
   */
  public static EfficientNetBuilder efficientnetB1() {
    return scaled(1, 1.0, 1.1, 240, 256, 0.2);
  }

  /**
   * Width 1.1, depth 1.2, 288×288 pixels, dropout 0.3; torchvision's {@code efficientnet_b2}.
   * 9,109,994 parameters and 1,087,529,456 multiply-adds.
   *
   * @return the builder
   */
  public static EfficientNetBuilder efficientnetB2() {
    return scaled(2, 1.1, 1.2, 288, 288, 0.3);
  }

  /**
   * Width 1.2, depth 1.4, 300×300 pixels, dropout 0.3; torchvision's {@code efficientnet_b3}.
   * 12,233,232 parameters and 1,827,141,392 multiply-adds.
   *
   * @return the builder
   */
  public static EfficientNetBuilder efficientnetB3() {
    return scaled(3, 1.2, 1.4, 300, 320, 0.3);
  }

  /**
   * Width 1.4, depth 1.8, 380×380 pixels, dropout 0.4; torchvision's {@code efficientnet_b4}.
   * 19,341,616 parameters and 4,393,771,024 multiply-adds.
   *
   * @return the builder
   */
  public static EfficientNetBuilder efficientnetB4() {
    return scaled(4, 1.4, 1.8, 380, 384, 0.4);
  }

  /**
   * Width 1.6, depth 2.2, 456×456 pixels, dropout 0.4; torchvision's {@code efficientnet_b5}.
   * 30,389,784 parameters and 10,266,384,752 multiply-adds.
   *
   * @return the builder
   */
  public static EfficientNetBuilder efficientnetB5() {
    return scaled(5, 1.6, 2.2, 456, 456, 0.4);
  }

  /**
   * Width 1.8, depth 2.6, 528×528 pixels, dropout 0.5; torchvision's {@code efficientnet_b6}.
   * 43,040,704 parameters and 19,067,593,536 multiply-adds.
   *
   * @return the builder
   */
  public static EfficientNetBuilder efficientnetB6() {
    return scaled(6, 1.8, 2.6, 528, 528, 0.5);
  }

  /**
   * Width 2.0, depth 3.1, 600×600 pixels, dropout 0.5; torchvision's {@code efficientnet_b7}.
   * 66,347,960 parameters and 37,745,884,192 multiply-adds.
   *
   * @return the builder
   */
  public static EfficientNetBuilder efficientnetB7() {
    return scaled(7, 2.0, 3.1, 600, 600, 0.5);
  }

  private static EfficientNetBuilder scaled(
      int number, double width, double depth, int size, int resized, double dropout) {
    String call = "EfficientNet.efficientnetB" + number + "()";
    return new EfficientNetBuilder(
        Preset.imageNet(
            call, size, dropout, pixels -> PresetPipelines.bicubic(pixels, size, resized)),
        new EfficientNetBuilder.Scale("efficientnet_b" + number, width, depth, number >= 5));
  }
}
