package dev.alexandrite.interop.onnx;

import static dev.alexandrite.interop.onnx.Operator.folded;
import static dev.alexandrite.interop.onnx.Operator.many;
import static dev.alexandrite.interop.onnx.Operator.one;

import java.util.List;

/** Operators that move, pick and describe. */
final class ShapeOperators {
  private ShapeOperators() {}

  static List<Operator> all() {
    return List.of(
        one("Identity", 1, "", "nothing", "", Moves::identity),
        many(
            "Dropout",
            1,
            "ratio seed is_test consumed_inputs",
            "`Dropout`, which drops in training alone",
            "training_mode false",
            Moves::dropout),
        one(
            "Reshape",
            5,
            "allowzero shape",
            "`Reshape`",
            "constant shape; the batch stays in front",
            Moves::reshape),
        one("Flatten", 1, "axis", "`Reshape`", "the batch stays in front", Moves::reshape),
        one("Squeeze", 1, "axes", "`Reshape`", "not the batch", Moves::reshape),
        one("Unsqueeze", 1, "axes", "`Reshape`", "not before the batch", Moves::reshape),
        one("Transpose", 1, "perm", "`Permute`", "the batch stays in front", Moves::transpose),
        one("Concat", 4, "axis", "`Concat`", "not along the batch", Moves::concat),
        many(
            "Split",
            2,
            "axis split num_outputs",
            "`Slice`",
            "constant sizes, not the batch, no part without elements",
            Moves::split),
        one(
            "Slice",
            1,
            "starts ends axes",
            "`Slice`",
            "constant bounds, not the batch, not without elements",
            Picks::slice),
        one(
            "Pad",
            2,
            "mode pads value",
            "`Pad` for constants, `Gather` for edge, reflect and wrap",
            "constant pads, not the batch",
            Picks::pad),
        one(
            "CenterCropPad",
            18,
            "axes",
            "`Slice`, `Pad`",
            "constant sizes, not the batch",
            Picks::centerCropPad),
        one(
            "Gather",
            1,
            "axis",
            "`Gather` or `Slice`",
            "constant indices, not the batch",
            Picks::gather),
        one(
            "GatherElements",
            11,
            "axis",
            "a sum over where places are equal",
            "constant indices, whole tensors",
            Picks::gatherElements),
        one(
            "Compress",
            9,
            "axis",
            "`Gather`",
            "constant condition, not the batch",
            Picks::compress),
        one("Trilu", 14, "upper", "`Select`", "", Picks::trilu),
        one("Expand", 8, "", "`Expand`", "constant shape", Moves::expand),
        one("Tile", 6, "", "`Expand`, `Reshape`", "constant repeats, not the batch", Moves::tile),
        one(
            "Cast",
            1,
            "to saturate",
            "nothing; to truths `Binary`",
            "not to whole numbers, but for constants and shapes",
            Elementwise::cast),
        one(
            "CastLike",
            15,
            "saturate",
            "as `Cast`",
            "not to whole numbers, but for constants and shapes",
            Elementwise::castLike),
        folded(
            "Constant",
            1,
            "value value_float value_floats value_int value_ints",
            "a constant, not trained"),
        folded("ConstantOfShape", 9, "value", "a constant, not trained"),
        folded("Shape", 1, "start end", "whole numbers, of which one may be the batch"),
        folded("Size", 1, "", "a whole number"),
        folded("Range", 11, "", "a constant"));
  }
}
