package dev.alexandrite.interop.onnx.export;

import com.google.protobuf.ByteString;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.interop.proto.onnx.TensorProto.DataType;
import dev.alexandrite.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small tensors that are no weights: sizes, axes, factors. */
final class Constants {
  private Constants() {}

  static TensorProto integers(String name, Shape shape, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return tensor(name, shape, DataType.INT64, bytes);
  }

  static TensorProto floats(String name, Shape shape, float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return tensor(name, shape, DataType.FLOAT, bytes);
  }

  private static TensorProto tensor(String name, Shape shape, DataType type, ByteBuffer bytes) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name);
    shape.dimensions().forEach(tensor::addDims);
    return tensor.setDataType(type.getNumber()).setRawData(ByteString.copyFrom(bytes)).build();
  }
}
