package dev.alexandrite.model;

import java.util.Map;
import java.util.function.Supplier;

/**
 * The network of Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks" (CVPR
 * 2018, arXiv 1801.04381, table 2): blocks that expand the maps by 1×1, convolve each by itself,
 * and project them by 1×1 without a nonlinearity. It is torchvision's, down to the names of the
 * layers, so that its state dicts fit.
 *
 * <pre>{@code
 * Recipe net = MobileNet.mobilenetV2().classes(10).build();
 * }</pre>
 *
 * <p>Inputs of any size: what is left is averaged. Weights of convolutions start from N(0, 2 /
 * fanOut), of the last layer from N(0, 0.01²), biases from 0, as in torchvision.
 */
public final class MobileNet {
  private MobileNet() {}

  /**
   * The presets by the names of their methods, for programs that are told one by its name.
   *
   * @return {@code mobilenetV2}, which gives a new builder; unmodifiable
   */
  public static Map<String, Supplier<MobileNetBuilder>> presets() {
    return Map.of("mobilenetV2", MobileNet::mobilenetV2);
  }

  /**
   * Version 2 of width 1; torchvision's {@code mobilenet_v2}. 3,504,872 parameters and 300,774,272
   * multiply-adds.
   *
   * @return the builder
   */
  public static MobileNetBuilder mobilenetV2() {
    return new MobileNetBuilder(
        Preset.imageNet("MobileNet.mobilenetV2()", 224, 0.2, PresetPipelines::torchvision));
  }
}
