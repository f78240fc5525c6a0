package dev.alexandrite.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The network of Szegedy et al., "Going Deeper with Convolutions" (CVPR 2015, arXiv 1409.4842,
 * table 1): nine inception modules, which convolve the same maps with windows of three sizes and
 * pool them, and join what comes out. Two auxiliary heads, which read modules 4a and 4d, add 0.3 of
 * their losses in training; nothing of them is computed afterwards.
 *
 * <pre>{@code
 * Recipe net = GoogLeNet.googlenet().classes(10).build();
 * }</pre>
 */
public final class GoogLeNet {
  private GoogLeNet() {}

  /**
   * The presets by the names of their methods, for programs that are told one by its name.
   *
   * @return {@code googlenet2014} and {@code googlenet}; each gives a new builder; unmodifiable
   */
  public static Map<String, Supplier<GoogLeNetBuilder>> presets() {
    Map<String, Supplier<GoogLeNetBuilder>> presets = new LinkedHashMap<>();
    presets.put("googlenet2014", GoogLeNet::googlenet2014);
    presets.put("googlenet", GoogLeNet::googlenet);
    return Collections.unmodifiableMap(presets);
  }

  /**
   * The paper's: response normalisation, windows of 5×5, dropout of 0.4. Where the paper is silent,
   * it is Caffe's {@code bvlc_googlenet}, as are the names of the layers: normalisation with alpha
   * = 1e-4 / 5 and k = 1, weights uniform in ±√(3 / fanIn), biases from 0.2, which learn twice as
   * fast and do not decay, outputs of poolings rounded up, blue-green-red pixels of 0 to 255 less
   * the mean colour, squashed to 256×256 before the crop.
   *
   * <p>6,998,552 parameters and 1,582,671,872 multiply-adds without the auxiliary heads, whose size
   * depends on the input's: at 224 pixels with them 13,378,280 and 1,591,044,096.
   *
   * @return the builder
   */
  public static GoogLeNetBuilder googlenet2014() {
    return new GoogLeNetBuilder(
        Preset.imageNet("GoogLeNet.googlenet2014()", 224, 0.4, PresetPipelines::googlenet2014)
            .from(47, "pool4/3x3_s2"),
        "googlenet2014",
        GoogLeNet2014::new);
  }

  /**
   * torchvision's {@code googlenet}, down to the names of the layers, so that its state dicts fit:
   * batch normalisation (epsilon 1e-3) behind every convolution in place of biases and of response
   * normalisation, windows of 3×3 where the paper has 5×5, dropout of 0.2. Weights start from N(0,
   * 0.01²).
   *
   * <p>6,624,904 parameters and 1,498,376,192 multiply-adds without the auxiliary heads, 13,004,888
   * and 1,506,748,416 with them; inputs of 31 pixels and up, what is left is averaged.
   *
   * @return the builder
   */
  public static GoogLeNetBuilder googlenet() {
    return new GoogLeNetBuilder(
        Preset.imageNet("GoogLeNet.googlenet()", 224, 0.2, PresetPipelines::torchvision)
            .from(31, "maxpool4"),
        "googlenet",
        TorchvisionGoogLeNet::new);
  }
}
