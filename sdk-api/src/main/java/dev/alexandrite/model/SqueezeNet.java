package dev.alexandrite.model;

import dev.alexandrite.model.SqueezeNetBuilder.Version;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The networks of Iandola et al., "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters"
 * (2016, arXiv 1602.07360): fire modules, which squeeze the maps by 1×1 and expand them by 1×1 and
 * 3×3, and a convolution of 1×1 in place of fully connected layers. They are torchvision's, down to
 * the names of the layers, so that its state dicts fit.
 *
 * <pre>{@code
 * Recipe net = SqueezeNet.squeezenet11().classes(10).build();
 * }</pre>
 *
 * <p>The logits are averages of maps behind a ReLU, so none is negative. Weights start uniform in
 * ±√(6 / fanIn), those of the last convolution from N(0, 0.01²), biases from 0, as in torchvision.
 */
public final class SqueezeNet {
  private SqueezeNet() {}

  /**
   * The presets by the names of their methods, for programs that are told one by its name.
   *
   * @return {@code squeezenet10} and {@code squeezenet11}; each gives a new builder; unmodifiable
   */
  public static Map<String, Supplier<SqueezeNetBuilder>> presets() {
    Map<String, Supplier<SqueezeNetBuilder>> presets = new LinkedHashMap<>();
    presets.put("squeezenet10", SqueezeNet::squeezenet10);
    presets.put("squeezenet11", SqueezeNet::squeezenet11);
    return Collections.unmodifiableMap(presets);
  }

  /**
   * The paper's (table 1), 96 filters of 7×7 first; torchvision's {@code squeezenet1_0}. 1,248,424
   * parameters and 818,924,576 multiply-adds; inputs of 29 pixels and up.
   *
   * @return the builder
   */
  public static SqueezeNetBuilder squeezenet10() {
    return new SqueezeNetBuilder(preset("squeezenet10", 29, "features.11"), Version.V1_0);
  }

  /**
   * The authors' lighter one (github.com/forresti/SqueezeNet), 64 filters of 3×3 first and earlier
   * poolings; torchvision's {@code squeezenet1_1}. 1,235,496 parameters and 349,151,936
   * multiply-adds; inputs of 25 pixels and up.
   *
   * @return the builder
   */
  public static SqueezeNetBuilder squeezenet11() {
    return new SqueezeNetBuilder(preset("squeezenet11", 25, "features.8"), Version.V1_1);
  }

  private static Preset preset(String method, int smallestInput, String narrowest) {
    return Preset.imageNet("SqueezeNet." + method + "()", 224, 0.5, PresetPipelines::torchvision)
        .from(smallestInput, narrowest);
  }
}
