package dev.alexandrite.interop.onnx;

import static dev.alexandrite.interop.onnx.Operator.many;
import static dev.alexandrite.interop.onnx.Operator.one;

import java.util.List;

/** Operators over feature maps, and normalisations. */
final class ImageOperators {
  private static final String WINDOW = "kernel_shape strides pads dilations auto_pad";
  private static final String FLAT = "maps of one or two axes";
  private static final String DEEP = "maps of one to three axes";

  private ImageOperators() {}

  static List<Operator> all() {
    return List.of(
        one(
            "Conv",
            1,
            WINDOW + " group",
            "`Conv2d`",
            FLAT + "; constant weights",
            Images::convolution),
        one(
            "ConvTranspose",
            1,
            WINDOW + " group output_padding output_shape",
            "zeros between and around, then `Conv2d` with the kernel mirrored",
            FLAT + "; constant weights",
            Transposed::convolution),
        one(
            "MaxPool",
            1,
            WINDOW + " ceil_mode storage_order",
            "`MaxPool`",
            DEEP + "; no places of maxima",
            Images::maxPooling),
        one(
            "AveragePool",
            1,
            WINDOW + " ceil_mode count_include_pad",
            "`AveragePool`",
            DEEP,
            Images::averagePooling),
        one("GlobalAveragePool", 1, "", "`AdaptiveAveragePool`", "", Images::globalAverage),
        one("GlobalMaxPool", 1, "", "`Reduce`", "", Images::globalMaximum),
        one("LRN", 1, "size alpha beta bias", "`LocalResponseNorm`", "", Images::localResponseNorm),
        one(
            "BatchNormalization",
            1,
            "epsilon momentum spatial is_test training_mode consumed_inputs",
            "`BatchNorm`, trained on; folded into a convolution by the plan for inference",
            "constant statistics; no training form; spatial 1",
            Norms::batch),
        one(
            "InstanceNormalization",
            1,
            "epsilon consumed_inputs",
            "means, `Binary`, `Unary`, parameters",
            "constant scale and shift",
            Norms::instance),
        one(
            "GroupNormalization",
            18,
            "epsilon num_groups stash_type",
            "means, `Binary`, `Unary`, parameters",
            "constant scale and shift",
            Norms::group),
        many("LayerNormalization", 17, "axis epsilon stash_type", "`LayerNorm`", "", Norms::layer),
        one(
            "RMSNormalization",
            23,
            "axis epsilon stash_type",
            "means, `Binary`, `Unary`",
            "",
            Norms::rootMeanSquare),
        one("LpNormalization", 1, "axis p", "sums, `Binary`, `Unary`", "", Norms::power),
        one(
            "MeanVarianceNormalization",
            9,
            "axes",
            "means, `Binary`, `Unary`",
            "not over the batch",
            Norms::meanVariance),
        one(
            "Resize",
            10,
            "mode coordinate_transformation_mode cubic_coeff_a exclude_outside extrapolation_value"
                + " nearest_mode antialias axes keep_aspect_ratio_policy",
            "`Gather` for the nearest, products with constant matrices for linear and cubic",
            "constant sizes; no nearest of a region of interest",
            Resizing::resize),
        one("Upsample", 7, "mode scales", "as `Resize`", "constant scales", Resizing::resize)
            .until(9),
        one("DepthToSpace", 1, "blocksize mode", "`Reshape`, `Permute`", "", Moves::depthToSpace),
        one("SpaceToDepth", 1, "blocksize", "`Reshape`, `Permute`", "", Moves::spaceToDepth));
  }
}
