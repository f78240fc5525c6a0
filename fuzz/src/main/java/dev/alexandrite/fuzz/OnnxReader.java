package dev.alexandrite.fuzz;

import com.google.protobuf.ByteString;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.onnx.OnnxFormat;
import dev.alexandrite.interop.proto.onnx.AttributeProto;
import dev.alexandrite.interop.proto.onnx.GraphProto;
import dev.alexandrite.interop.proto.onnx.ModelProto;
import dev.alexandrite.interop.proto.onnx.NodeProto;
import dev.alexandrite.interop.proto.onnx.OperatorSetIdProto;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.interop.proto.onnx.TensorShapeProto;
import dev.alexandrite.interop.proto.onnx.TypeProto;
import dev.alexandrite.interop.proto.onnx.ValueInfoProto;
import dev.alexandrite.tensor.NamedTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Models of ONNX: the graph becomes a network, and weights that are not large are read. */
final class OnnxReader implements Reader {
  private static final long LARGE = 1 << 20;

  @Override
  public void read(byte[] bytes, Path scratch) throws IOException {
    Path file = Files.write(scratch.resolve("model.onnx"), bytes);
    try (PretrainedModel model = new OnnxFormat().load(file, LoadOptions.defaults())) {
      model.report().requireFit();
      for (NamedTensor tensor : model.weights().tensors()) {
        if (tensor.bytes() <= LARGE) {
          model.weights().read(tensor, _ -> {});
        }
      }
    }
  }

  /** Small models that have something of everything. */
  static List<byte[]> seeds() {
    return List.of(convolutions().toByteArray(), shapes().toByteArray());
  }

  private static ModelProto convolutions() {
    return model(
        GraphProto.newBuilder()
            .addInitializer(floats("c.weight", 2, 3, 3, 3))
            .addInitializer(floats("n.weight", 2))
            .addInitializer(floats("w", 8, 4))
            .addInitializer(floats("scales", 4))
            .addNode(node("Conv", "x c.weight", "a").addAttribute(ints("pads", 1, 1, 1, 1)))
            .addNode(node("BatchNormalization", "a n.weight n.weight n.weight n.weight", "b"))
            .addNode(node("Relu", "b", "c"))
            .addNode(node("MaxPool", "c", "d").addAttribute(ints("kernel_shape", 2, 2)))
            .addNode(node("LRN", "d", "e").addAttribute(integer("size", 3)))
            .addNode(node("Add", "d e", "f"))
            .addNode(node("Concat", "f d", "g").addAttribute(integer("axis", 1)))
            .addNode(node("Resize", "g  scales", "h"))
            .addNode(node("GlobalAveragePool", "g", "i"))
            .addNode(node("Flatten", "i", "j"))
            .addNode(node("Dropout", "j", "k"))
            .addNode(node("Gemm", "k w", "l").addAttribute(integer("transB", 1)))
            .addNode(node("Softmax", "l", "y")));
  }

  private static ModelProto shapes() {
    return model(
        GraphProto.newBuilder()
            .addInitializer(wholes("zero", 0))
            .addInitializer(wholes("rest", -1))
            .addInitializer(wholes("two", 2))
            .addInitializer(floats("v.bias", 64))
            .addNode(node("Shape", "x", "a"))
            .addNode(node("Slice", "a zero two", "b"))
            .addNode(node("Mul", "b two", "c"))
            .addNode(node("Div", "c two", "d"))
            .addNode(node("Concat", "d rest", "e").addAttribute(integer("axis", 0)))
            .addNode(node("Reshape", "x e", "f"))
            .addNode(node("Transpose", "f", "g").addAttribute(ints("perm", 0, 2, 1)))
            .addNode(node("Gather", "g zero", "h").addAttribute(integer("axis", 1)))
            .addNode(node("Squeeze", "g rest", "unused"))
            .addNode(node("Split", "g", "i j").addAttribute(integer("axis", 1)))
            .addNode(node("ConstantOfShape", "two", "k"))
            .addNode(node("Expand", "v.bias d", "l"))
            .addNode(node("ReduceMean", "g", "m").addAttribute(ints("axes", 2)))
            .addNode(node("Pad", "m rest", "n"))
            .addNode(node("Flatten", "m", "y")));
  }

  private static ModelProto model(GraphProto.Builder graph) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
    for (long size : new long[] {3, 8, 8}) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT_VALUE)
            .setShape(shape)
            .build();
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setGraph(
            graph
                .addInput(
                    ValueInfoProto.newBuilder()
                        .setName("x")
                        .setType(TypeProto.newBuilder().setTensorType(type)))
                .addOutput(ValueInfoProto.newBuilder().setName("y")))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .build();
  }

  private static NodeProto.Builder node(String op, String inputs, String outputs) {
    return NodeProto.newBuilder()
        .setOpType(op)
        .addAllInput(Arrays.asList(inputs.split(" ", -1)))
        .addAllOutput(Arrays.asList(outputs.split(" ", -1)));
  }

  private static AttributeProto ints(String name, long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(Arrays.stream(values).boxed().toList())
        .build();
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static TensorProto floats(String name, long... sizes) {
    long count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.FLOAT_VALUE)
        .addAllDims(Arrays.stream(sizes).boxed().toList())
        .setRawData(ByteString.copyFrom(new byte[(int) (4 * count)]))
        .build();
  }

  private static TensorProto wholes(String name, long... values) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.INT64_VALUE)
        .addDims(values.length)
        .addAllInt64Data(Arrays.stream(values).boxed().toList())
        .build();
  }
}
