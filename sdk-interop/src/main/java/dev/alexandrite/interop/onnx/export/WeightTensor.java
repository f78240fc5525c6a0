package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.interop.proto.onnx.StringStringEntryProto;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.interop.proto.onnx.TensorProto.DataLocation;
import dev.alexandrite.interop.proto.onnx.TensorProto.DataType;
import dev.alexandrite.tensor.Shape;

/**
 * A weight as it is written, without its values.
 *
 * @param name the parameter's name
 * @param shape the sizes with which ONNX knows it
 */
record WeightTensor(String name, Shape shape) {
  /** The size of the values. */
  long bytes() {
    return (long) Float.BYTES * shape.elements();
  }

  /** The description, behind which the values follow in the file. */
  TensorProto header() {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name);
    shape.dimensions().forEach(tensor::addDims);
    return tensor.setDataType(DataType.FLOAT.getNumber()).build();
  }

  /** The description of values in another file. */
  TensorProto external(String file, long offset) {
    return header().toBuilder()
        .setDataLocation(DataLocation.EXTERNAL)
        .addExternalData(entry("location", file))
        .addExternalData(entry("offset", Long.toString(offset)))
        .addExternalData(entry("length", Long.toString(bytes())))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
