package dev.alexandrite.interop.onnx;

import com.google.protobuf.ByteString;
import dev.alexandrite.interop.proto.onnx.AttributeProto;
import dev.alexandrite.interop.proto.onnx.GraphProto;
import dev.alexandrite.interop.proto.onnx.ModelProto;
import dev.alexandrite.interop.proto.onnx.NodeProto;
import dev.alexandrite.interop.proto.onnx.OperatorSetIdProto;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.interop.proto.onnx.TensorShapeProto;
import dev.alexandrite.interop.proto.onnx.TypeProto;
import dev.alexandrite.interop.proto.onnx.ValueInfoProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Writes small models for tests. */
final class TinyModel {
  private final ModelProto.Builder model;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");
  private final Random random = new Random(1);

  private TinyModel(int opset) {
    model =
        ModelProto.newBuilder()
            .setIrVersion(opset < 9 ? 3 : opset < 15 ? 7 : opset < 21 ? 8 : 10)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset));
  }

  static TinyModel of(int opset) {
    return new TinyModel(opset);
  }

  /** A model of pictures, for the import as a classifier. */
  static TinyModel ofPictures(int opset, int size) {
    return of(opset).input("x", 1, 3, size, size);
  }

  TinyModel input(String name, long... sizes) {
    graph.addInput(info(name, sizes));
    return this;
  }

  TinyModel output(String... names) {
    for (String name : names) {
      graph.addOutput(ValueInfoProto.newBuilder().setName(name).setType(type()));
    }
    return this;
  }

  private static TypeProto type() {
    return TypeProto.newBuilder()
        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE))
        .build();
  }

  /** A size of -1 is open. */
  static ValueInfoProto info(String name, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(
          size == -1
              ? TensorShapeProto.Dimension.newBuilder().setDimParam("N")
              : TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }

  /** An initializer of numbers between -1 and 1. */
  TinyModel floats(String name, long... sizes) {
    int count = (int) Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values(name, values, sizes);
  }

  TinyModel values(String name, float[] values, long... sizes) {
    return tensor(floatTensor(values, sizes).setName(name));
  }

  static TensorProto.Builder floatTensor(float[] values, long... sizes) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return TensorProto.newBuilder()
        .addAllDims(Arrays.stream(sizes).boxed().toList())
        .setDataType(TensorProto.DataType.FLOAT_VALUE)
        .setRawData(ByteString.copyFrom(raw));
  }

  TinyModel number(String name, float value) {
    return values(name, new float[] {value});
  }

  /** An initializer of whole numbers in one axis. */
  TinyModel wholes(String name, long... values) {
    return tensor(wholeTensor(values).addDims(values.length).setName(name));
  }

  TinyModel whole(String name, long value) {
    return tensor(wholeTensor(value).setName(name));
  }

  static TensorProto.Builder wholeTensor(long... values) {
    return TensorProto.newBuilder()
        .setDataType(TensorProto.DataType.INT64_VALUE)
        .addAllInt64Data(Arrays.stream(values).boxed().toList());
  }

  TinyModel tensor(TensorProto.Builder tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  /**
   * A node.
   *
   * @param inputs their names, with spaces between; - for one that is left out
   */
  TinyModel node(String op, String inputs, String outputs, AttributeProto... attributes) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(op)
            .setName(op.toLowerCase(Locale.ROOT) + "-" + outputs.split(" ")[0]);
    for (String input : inputs.isEmpty() ? new String[0] : inputs.split(" ")) {
      node.addInput(input.equals("-") ? "" : input);
    }
    node.addAllOutput(List.of(outputs.split(" ")));
    node.addAllAttribute(List.of(attributes));
    graph.addNode(node);
    return this;
  }

  static AttributeProto ints(String name, long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(Arrays.stream(values).boxed().toList())
        .build();
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto real(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  static AttributeProto tensor(String name, TensorProto.Builder value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.TENSOR)
        .setT(value)
        .build();
  }

  GraphProto.Builder graph() {
    return graph;
  }

  ModelProto.Builder proto() {
    return model.setGraph(graph);
  }

  byte[] bytes() {
    return proto().build().toByteArray();
  }

  Path write(Path file) {
    try {
      return Files.write(file, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Numbers between -1 and 1, always the same. */
  static float[] random(int count, long seed) {
    Random numbers = new Random(seed);
    float[] values = new float[count];
    IntStream.range(0, count).forEach(i -> values[i] = 2 * numbers.nextFloat() - 1);
    return values;
  }
}
