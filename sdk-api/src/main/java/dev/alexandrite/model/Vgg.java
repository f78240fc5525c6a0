package dev.alexandrite.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The networks of Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image
 * Recognition" (ICLR 2015, arXiv 1409.1556, table 1): convolutions of 3×3 alone, five poolings,
 * three fully connected layers. They are torchvision's, down to the names of the layers, so that
 * its state dicts fit; with {@code Bn} a batch normalisation follows every convolution, which the
 * paper does not have.
 *
 * <pre>{@code
 * Recipe net = Vgg.vgg16().classes(10).build();
 * }</pre>
 *
 * <p>Inputs of 32 pixels and up: what the last pooling leaves is averaged to 7×7, which at 224 does
 * nothing. Weights of convolutions start from N(0, 2 / fanOut), of linear layers from N(0, 0.01²),
 * biases from 0, as in torchvision.
 */
public final class Vgg {
  private static final List<Integer> A = List.of(1, 1, 2, 2, 2);
  private static final List<Integer> B = List.of(2, 2, 2, 2, 2);
  private static final List<Integer> D = List.of(2, 2, 3, 3, 3);
  private static final List<Integer> E = List.of(2, 2, 4, 4, 4);

  private Vgg() {}

  /**
   * The presets by the names of their methods, for programs that are told one by its name.
   *
   * @return {@code vgg11} to {@code vgg19Bn}, in the order of the methods; each gives a new
   *     builder; unmodifiable
   */
  public static Map<String, Supplier<VggBuilder>> presets() {
    Map<String, Supplier<VggBuilder>> presets = new LinkedHashMap<>();
    presets.put("vgg11", Vgg::vgg11);
    presets.put("vgg13", Vgg::vgg13);
    presets.put("vgg16", Vgg::vgg16);
    presets.put("vgg19", Vgg::vgg19);
    presets.put("vgg11Bn", Vgg::vgg11Bn);
    presets.put("vgg13Bn", Vgg::vgg13Bn);
    presets.put("vgg16Bn", Vgg::vgg16Bn);
    presets.put("vgg19Bn", Vgg::vgg19Bn);
    return Collections.unmodifiableMap(presets);
  }

  /**
   * Configuration A, 11 layers; torchvision's {@code vgg11}. 132,863,336 parameters and
   * 7,609,090,048 multiply-adds.
   *
   * @return the builder
   */
  public static VggBuilder vgg11() {
    return preset("vgg11", "vgg11", A, false);
  }

  /**
   * Configuration B, 13 layers; torchvision's {@code vgg13}. 133,047,848 parameters and
   * 11,308,466,176 multiply-adds.
   *
   * @return the builder
   */
  public static VggBuilder vgg13() {
    return preset("vgg13", "vgg13", B, false);
  }

  /**
   * Configuration D, 16 layers; torchvision's {@code vgg16}. 138,357,544 parameters and
   * 15,470,264,320 multiply-adds.
   *
   * @return the builder
   */
  public static VggBuilder vgg16() {
    return preset("vgg16", "vgg16", D, false);
  }

  /**
   * Configuration E, 19 layers; torchvision's {@code vgg19}. 143,667,240 parameters and
   * 19,632,062,464 multiply-adds.
   *
   * @return the builder
   */
  public static VggBuilder vgg19() {
    return preset("vgg19", "vgg19", E, false);
  }

  /**
   * {@link #vgg11()} with batch normalisation; torchvision's {@code vgg11_bn}. 132,868,840
   * parameters and 7,609,090,048 multiply-adds.
   *
   * @return the builder
   */
  public static VggBuilder vgg11Bn() {
    return preset("vgg11Bn", "vgg11_bn", A, true);
  }

  /**
   * {@link #vgg13()} with batch normalisation; torchvision's {@code vgg13_bn}. 133,053,736
   * parameters and 11,308,466,176 multiply-adds.
   *
   * @return the builder
   */
  public static VggBuilder vgg13Bn() {
    return preset("vgg13Bn", "vgg13_bn", B, true);
  }

  /**
   * {@link #vgg16()} with batch normalisation; torchvision's {@code vgg16_bn}. 138,365,992
   * parameters and 15,470,264,320 multiply-adds.
   *
   * @return the builder
   */
  public static VggBuilder vgg16Bn() {
    return preset("vgg16Bn", "vgg16_bn", D, true);
  }

  /**
   * {@link #vgg19()} with batch normalisation; torchvision's {@code vgg19_bn}. 143,678,248
   * parameters and 19,632,062,464 multiply-adds.
   *
   * @return the builder
   */
  public static VggBuilder vgg19Bn() {
    return preset("vgg19Bn", "vgg19_bn", E, true);
  }

  private static VggBuilder preset(
      String method, String name, List<Integer> convolutions, boolean normalized) {
    int layers = convolutions.stream().mapToInt(count -> count * (normalized ? 3 : 2) + 1).sum();
    return new VggBuilder(
        Preset.imageNet("Vgg." + method + "()", 224, 0.5, PresetPipelines::torchvision)
            .from(32, "features." + (layers - 1)),
        name,
        convolutions,
        normalized);
  }
}
