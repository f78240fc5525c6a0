package dev.alexandrite.interop.onnx;

import static dev.alexandrite.interop.onnx.TinyModel.integer;
import static dev.alexandrite.interop.onnx.TinyModel.ints;
import static dev.alexandrite.interop.onnx.TinyModel.real;
import static dev.alexandrite.interop.onnx.TinyModel.text;

import dev.alexandrite.interop.proto.onnx.AttributeProto;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models of few nodes over {@code x} of 2×4×6×6, by a name for messages. */
final class RefereeModels {
  private final Map<String, TinyModel> models = new LinkedHashMap<>();

  private RefereeModels() {}

  static Map<String, TinyModel> all() {
    RefereeModels all = new RefereeModels();
    all.windows();
    all.norms();
    all.elements();
    all.reductions();
    all.products();
    all.moves();
    all.resizes();
    all.shapes();
    return all.models;
  }

  private TinyModel model(String name, int opset) {
    TinyModel model = TinyModel.of(opset).input("x", 2, 4, 6, 6).output("y");
    models.put(name, model);
    return model;
  }

  private void one(String name, int opset, String op, AttributeProto... attributes) {
    model(name, opset).node(op, "x", "y", attributes);
  }

  private void one(String op, int opset) {
    one(op, opset, op);
  }

  private void windows() {
    model("conv same lower", 11)
        .floats("w", 5, 4, 4, 3)
        .node("Conv", "x w", "y", text("auto_pad", "SAME_LOWER"), ints("strides", 2, 2));
    model("conv of groups", 7)
        .floats("w", 6, 2, 3, 3)
        .floats("b", 6)
        .node("Conv", "x w b", "y", integer("group", 2), ints("pads", 1, 0, 2, 1));
    transposed("transposed", 4, 3);
    transposed("transposed, stride", 4, 3, ints("strides", 2, 3));
    transposed("transposed, pads", 4, 3, ints("strides", 2, 2), ints("pads", 1, 0, 1, 2));
    transposed(
        "transposed, output padding", 4, 3, ints("strides", 2, 2), ints("output_padding", 1, 1));
    transposed("transposed, groups", 4, 2, integer("group", 2), ints("strides", 2, 2));
    transposed("transposed, dilation", 4, 3, ints("dilations", 2, 2), ints("pads", 3, 3, 3, 3));
    transposed(
        "transposed, same upper", 4, 3, ints("strides", 2, 2), text("auto_pad", "SAME_UPPER"));
    transposed(
        "transposed, same lower", 4, 3, ints("strides", 2, 2), text("auto_pad", "SAME_LOWER"));
    transposed("transposed, shape", 4, 3, ints("strides", 2, 2), ints("output_shape", 12, 14));
    model("max pool, uneven", 12)
        .node(
            "MaxPool",
            "x",
            "y",
            ints("kernel_shape", 3, 2),
            ints("strides", 2, 1),
            ints("pads", 1, 0, 1, 1));
    model("average pool, uneven", 19)
        .node(
            "AveragePool",
            "x",
            "y",
            ints("kernel_shape", 3, 2),
            ints("strides", 2, 3),
            integer("ceil_mode", 1),
            integer("count_include_pad", 1),
            ints("pads", 1, 0, 1, 1));
    one("lrn", 13, "LRN", integer("size", 3), real("alpha", 0.5f));
    one("GlobalMaxPool", 9);
    one("GlobalAveragePool", 9);
  }

  private void transposed(String name, int channels, int filters, AttributeProto... attributes) {
    model(name, 11)
        .floats("w", channels, filters, 3, 3)
        .floats("b", name.contains("groups") ? filters * 2 : filters)
        .node("ConvTranspose", "x w b", "y", attributes);
  }

  private void norms() {
    model("batch norm", 15)
        .floats("s", 4)
        .floats("b", 4)
        .floats("m", 4)
        .values("v", new float[] {0.5f, 1, 2, 3}, 4)
        .node("BatchNormalization", "x s b m v", "y", real("epsilon", 0.01f));
    model("instance norm", 13)
        .floats("s", 4)
        .floats("b", 4)
        .node("InstanceNormalization", "x s b", "y", real("epsilon", 0.01f));
    model("group norm", 21)
        .floats("s", 4)
        .floats("b", 4)
        .node("GroupNormalization", "x s b", "y", integer("num_groups", 2));
    model("layer norm of one axis", 17)
        .floats("s", 6)
        .floats("b", 6)
        .node("LayerNormalization", "x s b", "y");
    model("layer norm of three axes", 17)
        .floats("s", 4, 6, 6)
        .node("LayerNormalization", "x s", "y", integer("axis", 1));
    model("layer norm, broadcast", 17)
        .floats("s", 1, 6)
        .floats("b", 6, 1)
        .node("LayerNormalization", "x s b", "y", integer("axis", 2));
    one("lp norm", 11, "LpNormalization", integer("axis", 1), integer("p", 1));
    one("mean variance norm", 13, "MeanVarianceNormalization", ints("axes", 2, 3));
  }

  private void elements() {
    for (String op :
        List.of(
            "Relu",
            "Tanh",
            "Sigmoid",
            "LeakyRelu",
            "Elu",
            "Selu",
            "HardSigmoid",
            "Softplus",
            "Softsign",
            "Neg",
            "Abs",
            "Exp",
            "Reciprocal",
            "Erf",
            "Sign",
            "Sinh",
            "Cosh",
            "Asinh",
            "Atanh",
            "Shrink",
            "ThresholdedRelu")) {
      one(op, 13);
    }
    one("Celu", 12, "Celu", real("alpha", 0.7f));
    one("HardSwish", 14);
    one("Mish", 18);
    one("Gelu", 20);
    one("gelu of tanh", 20, "Gelu", text("approximate", "tanh"));
    model("prelu", 16).floats("s", 4, 1, 1).node("PRelu", "x s", "y");
    one("clip before 11", 8, "Clip", real("min", -0.3f), real("max", 0.2f));
    model("clip below", 13).number("low", -0.1f).node("Clip", "x low", "y");
    model("clip above", 13).number("high", 0.1f).node("Clip", "x - high", "y");
    model("root of square", 13).number("two", 2).node("Pow", "x two", "p").node("Sqrt", "p", "y");
    model("powers", 13).values("p", new float[] {0, 1, 2, 3, -1, -2}, 6).node("Pow", "x p", "y");
    model("powers of a number", 13).number("two", 2).node("Pow", "two x", "y");
    model("cast like", 15).number("a", 0).node("Greater", "x a", "g").node("CastLike", "g x", "y");
    model("log", 13).node("Abs", "x", "a").node("Log", "a", "y");
    model("where", 13)
        .number("zero", 0)
        .floats("other", 4, 1, 6)
        .node("Greater", "x zero", "c")
        .node("Where", "c x other", "y");
    model("logic", 13)
        .number("a", -0.5f)
        .number("b", 0.5f)
        .node("Less", "x a", "l")
        .node("GreaterOrEqual", "x b", "g")
        .node("Or", "l g", "o")
        .node("Not", "o", "n")
        .node("Xor", "n l", "e")
        .node("Cast", "e", "y", integer("to", TensorProto.DataType.FLOAT_VALUE));
    model("many", 13)
        .floats("a", 4, 6, 6)
        .floats("b", 6)
        .node("Sum", "x a b", "s")
        .node("Mean", "s x", "m")
        .node("Min", "m x b", "n")
        .node("Max", "n a", "y");
    model("numbers", 13)
        .number("two", 2)
        .node("Sub", "two x", "s")
        .node("Div", "s two", "d")
        .node("Div", "two d", "e")
        .node("Mul", "e two", "m")
        .node("Add", "two m", "y");
  }

  private void reductions() {
    for (String op :
        List.of(
            "ReduceMean",
            "ReduceMax",
            "ReduceMin",
            "ReduceL1",
            "ReduceL2",
            "ReduceSumSquare",
            "ReduceLogSumExp",
            "ReduceProd")) {
      one(op + " kept", 13, op, ints("axes", 1, 3));
      one(op, 13, op, ints("axes", -1), integer("keepdims", 0));
      model(op + " by input", 18)
          .wholes("axes", 2, 1)
          .node(op, "x axes", "y", integer("keepdims", 0));
    }
    model("ReduceSum", 13).wholes("axes", 3).node("ReduceSum", "x axes", "y");
    model("log of a sum", 13).node("Exp", "x", "e").node("ReduceLogSum", "e", "y", ints("axes", 1));
    one("softmax before 13", 11, "Softmax", integer("axis", 1));
    one("softmax before 13 of two axes", 11, "Softmax", integer("axis", 2));
    one("softmax of channels", 13, "Softmax", integer("axis", 1));
    one("LogSoftmax", 13);
    one("Hardmax", 13);
    model("cumulative sum", 14)
        .whole("axis", 2)
        .node("CumSum", "x axis", "y", integer("exclusive", 1), integer("reverse", 1));
  }

  private void products() {
    model("matrix and bias", 13)
        .floats("w", 6, 5)
        .floats("b", 5)
        .node("MatMul", "x w", "m")
        .node("Add", "b m", "y");
    model("matrix of attention", 13)
        .node("Transpose", "x", "t", ints("perm", 0, 1, 3, 2))
        .node("MatMul", "x t", "m")
        .node("Softmax", "m", "s")
        .node("MatMul", "s x", "y");
    model("vector", 13).floats("v", 6).node("MatMul", "x v", "y");
    model("stack of matrices", 13).floats("w", 4, 6, 2).node("MatMul", "x w", "y");
    model("matrix on the left", 13).floats("w", 3, 6).node("MatMul", "w x", "y");
    model("gemm", 11)
        .floats("w", 7, 144)
        .floats("b", 7)
        .node("Flatten", "x", "f")
        .node("Gemm", "f w b", "y", integer("transB", 1), real("alpha", 0.5f), real("beta", 2));
    model("gemm with a number", 11)
        .floats("w", 144, 7)
        .number("b", 3)
        .node("Flatten", "x", "f")
        .node("Gemm", "f w b", "y");
  }

  private void moves() {
    one("depth to space", 13, "DepthToSpace", integer("blocksize", 2));
    one(
        "depth to space, columns first",
        13,
        "DepthToSpace",
        integer("blocksize", 2),
        text("mode", "CRD"));
    one("space to depth", 13, "SpaceToDepth", integer("blocksize", 3));
    one("Identity", 13);
    one("flatten", 13, "Flatten", integer("axis", 1));
    one("transpose", 13, "Transpose", ints("perm", 0, 3, 1, 2));
    model("reshape", 14).wholes("s", 0, -1, 6).node("Reshape", "x s", "y");
    model("reshape by rest", 14).wholes("s", -1, 12, 12).node("Reshape", "x s", "y");
    model("squeeze", 13).wholes("a", 2).node("Unsqueeze", "x a", "u").node("Squeeze", "u a", "y");
    model("expand", 13)
        .wholes("a", 1)
        .node("Unsqueeze", "x a", "u")
        .wholes("t", 1, 3, 1, 1, 1)
        .node("Expand", "u t", "y");
    model("tile", 13).wholes("r", 1, 2, 1, 3).node("Tile", "x r", "y");
    model("concat", 13)
        .floats("c", 1, 2, 6, 6)
        .wholes("s", 2, 1, 1, 1)
        .node("Expand", "c s", "e")
        .node("Concat", "x x", "y", integer("axis", 1));
    model("split", 13)
        .wholes("p", 1, 3)
        .node("Split", "x p", "a b", integer("axis", 1))
        .node("Concat", "b a", "y", integer("axis", 1));
    model("split by number", 18)
        .node("Split", "x", "a b c", integer("axis", 3), integer("num_outputs", 3))
        .node("Concat", "c b a", "y", integer("axis", 3));
    model("slice", 13)
        .wholes("from", -1, 1)
        .wholes("to", Long.MIN_VALUE + 1, 5)
        .wholes("axes", 2, 3)
        .wholes("steps", -2, 2)
        .node("Slice", "x from to axes steps", "y");
    one(
        "slice before 10",
        9,
        "Slice",
        ints("starts", 0, 1),
        ints("ends", 99, -1),
        ints("axes", 1, 2));
    model("pad", 13)
        .wholes("p", 0, 0, 1, -1, 0, 1, 2, 0)
        .number("v", 0.7f)
        .node("Pad", "x p v", "y");
    model("pad by reflection", 13)
        .wholes("p", 0, 0, 1, 2, 0, 0, 3, 0)
        .node("Pad", "x p", "y", text("mode", "reflect"));
    model("pad by edges", 13)
        .wholes("p", 0, 1, 1, 2, 0, 0, 3, 0)
        .node("Pad", "x p", "y", text("mode", "edge"));
    model("gather", 13).wholes("i", 1, -1, 0).node("Gather", "x i", "y", integer("axis", 2));
    model("gather of one", 13).whole("i", -2).node("Gather", "x i", "y", integer("axis", 1));
    model("triangle", 14).whole("k", 1).node("Trilu", "x k", "y", integer("upper", 0));
  }

  private void resizes() {
    for (String mode : List.of("nearest", "linear")) {
      one(
          "upsample 7 " + mode,
          8,
          "Upsample",
          text("mode", mode),
          AttributeProto.newBuilder()
              .setName("scales")
              .setType(AttributeProto.AttributeType.FLOATS)
              .addAllFloats(List.of(1f, 1f, 2f, 3f))
              .build());
      model("upsample 9 " + mode, 9)
          .values("s", new float[] {1, 1, 2, 3}, 4)
          .node("Upsample", "x s", "y", text("mode", mode));
      model("resize 10 " + mode, 10)
          .values("s", new float[] {1, 1, 2, 1.5f}, 4)
          .node("Resize", "x s", "y", text("mode", mode));
      for (String places :
          List.of("half_pixel", "align_corners", "asymmetric", "pytorch_half_pixel")) {
        model("resize " + mode + " " + places, 13)
            .values("s", new float[] {1, 1, 1.5f, 0.5f}, 4)
            .node(
                "Resize",
                "x - s",
                "y",
                text("mode", mode),
                text("coordinate_transformation_mode", places),
                text("nearest_mode", "floor"));
      }
    }
    model("resize to sizes", 13)
        .wholes("s", 2, 4, 9, 3)
        .node("Resize", "x - - s", "y", text("mode", "linear"));
    model("resize, antialiased", 18)
        .wholes("s", 2, 4, 4, 3)
        .node("Resize", "x - - s", "y", text("mode", "linear"), integer("antialias", 1));
  }

  /** Shapes that are computed in the graph. */
  private void shapes() {
    model("flatten by shape", 11)
        .whole("zero", 0)
        .wholes("rest", -1)
        .node("Shape", "x", "s")
        .node("Gather", "s zero", "n")
        .node("Unsqueeze", "n", "u", ints("axes", 0))
        .node("Concat", "u rest", "c", integer("axis", 0))
        .node("Reshape", "x c", "y");
    model("twice as high by shape", 13)
        .wholes("from", 2)
        .wholes("to", 4)
        .wholes("two", 2, 2)
        .wholes("head", 0)
        .wholes("middle", 2)
        .node("Shape", "x", "s")
        .node("Slice", "s from to", "hw")
        .node("Mul", "hw two", "twice")
        .node("Slice", "s head middle", "nc")
        .node("Concat", "nc twice", "sizes", integer("axis", 0))
        .node("Resize", "x - - sizes", "y", text("mode", "nearest"), text("nearest_mode", "floor"));
    model("expand by where", 13)
        .floats("token", 1, 1, 6)
        .wholes("minus", -1)
        .wholes("zero", 0)
        .wholes("rows", 0, 24, 6)
        .wholes("ones", 1, 1, 1)
        .node("Shape", "x", "s")
        .node("Gather", "s zero", "n", integer("axis", 0))
        .node("Concat", "n minus minus", "wish", integer("axis", 0))
        .node("Mul", "ones minus", "open")
        .node("Equal", "wish open", "any")
        .node("Where", "any ones wish", "sizes")
        .node("Expand", "token sizes", "tokens")
        .node("Reshape", "x rows", "r")
        .node("Concat", "tokens r", "y", integer("axis", 1));
    model("range", 13)
        .whole("from", 0)
        .whole("to", 6)
        .whole("step", 1)
        .node("Range", "from to step", "r")
        .node("Cast", "r", "f", integer("to", TensorProto.DataType.FLOAT_VALUE))
        .node("Add", "x f", "y");
    model("constant of shape", 13)
        .wholes("s", 4, 1, 6)
        .node(
            "ConstantOfShape",
            "s",
            "c",
            TinyModel.tensor("value", TinyModel.floatTensor(new float[] {0.25f}, 1)))
        .node("Mul", "x c", "y");
  }
}
