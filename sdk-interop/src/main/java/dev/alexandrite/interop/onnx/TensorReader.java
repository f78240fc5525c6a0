package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.tensor.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes values of the tensors of a file, whichever of its fields they are in. */
final class TensorReader {
  private final ExternalFiles files;
  private final Budget budget;

  TensorReader(ExternalFiles files, Budget budget) {
    this.files = files;
    this.budget = budget;
  }

  /**
   * Reads a tensor.
   *
   * @param name of an initializer; null for the value of an attribute
   */
  Value.Known read(TensorProto tensor, @Nullable String name) {
    List<Integer> sizes = Sizes.checked(tensor.getDimsList());
    ElementType type = type(tensor);
    Refusal.unless(!tensor.hasSegment(), "a tensor in segments, which nobody writes");
    int count = Sizes.count(sizes);
    if (type.isFloat()) {
      return new Value.Floats(false, sizes, floats(tensor, type, count), name);
    }
    return new Integers(
        false, sizes, type == ElementType.BOOL, integers(tensor, type, count), null);
  }

  /** The type of the elements, if it is one that is read. */
  static Optional<ElementType> type(int number) {
    return Optional.ofNullable(
        switch (number) {
          case TensorProto.DataType.FLOAT_VALUE -> ElementType.FLOAT32;
          case TensorProto.DataType.FLOAT16_VALUE -> ElementType.FLOAT16;
          case TensorProto.DataType.BFLOAT16_VALUE -> ElementType.BFLOAT16;
          case TensorProto.DataType.DOUBLE_VALUE -> ElementType.FLOAT64;
          case TensorProto.DataType.BOOL_VALUE -> ElementType.BOOL;
          case TensorProto.DataType.INT8_VALUE -> ElementType.INT8;
          case TensorProto.DataType.INT16_VALUE -> ElementType.INT16;
          case TensorProto.DataType.INT32_VALUE -> ElementType.INT32;
          case TensorProto.DataType.INT64_VALUE -> ElementType.INT64;
          case TensorProto.DataType.UINT8_VALUE -> ElementType.UINT8;
          case TensorProto.DataType.UINT16_VALUE -> ElementType.UINT16;
          case TensorProto.DataType.UINT32_VALUE -> ElementType.UINT32;
          case TensorProto.DataType.UINT64_VALUE -> ElementType.UINT64;
          default -> null;
        });
  }

  /** A name for messages of a type that may not be read. */
  static String typeName(int number) {
    TensorProto.DataType known = TensorProto.DataType.forNumber(number);
    return known == null ? "number " + number : known.name();
  }

  static ElementType type(TensorProto tensor) {
    return type(tensor.getDataType())
        .orElseThrow(
            () ->
                new Refusal(
                    "elements of type " + typeName(tensor.getDataType()) + ", which are not read"));
  }

  private FloatData floats(TensorProto tensor, ElementType type, int count) {
    if (isRaw(tensor)) {
      return new FloatData.Stored(raw(tensor, type, count), type);
    }
    List<? extends Number> listed =
        switch (type) {
          case FLOAT32 -> tensor.getFloatDataList();
          case FLOAT64 -> tensor.getDoubleDataList();
          default -> tensor.getInt32DataList();
        };
    requireCount(listed.size(), count);
    return new FloatData.Listed(listed, type);
  }

  private long[] integers(TensorProto tensor, ElementType type, int count) {
    budget.hold(count);
    long[] values = new long[count];
    if (isRaw(tensor)) {
      ByteBuffer raw = raw(tensor, type, count).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        values[i] = integer(raw, type);
      }
      return values;
    }
    List<? extends Number> listed =
        switch (type) {
          case INT64 -> tensor.getInt64DataList();
          case UINT32, UINT64 -> tensor.getUint64DataList();
          default -> tensor.getInt32DataList();
        };
    requireCount(listed.size(), count);
    for (int i = 0; i < count; i++) {
      values[i] = listed.get(i).longValue();
    }
    return values;
  }

  private static long integer(ByteBuffer raw, ElementType type) {
    return switch (type) {
      case INT8 -> raw.get();
      case UINT8 -> Byte.toUnsignedLong(raw.get());
      case BOOL -> raw.get() == 0 ? 0 : 1;
      case INT16 -> raw.getShort();
      case UINT16 -> Short.toUnsignedLong(raw.getShort());
      case INT32 -> raw.getInt();
      case UINT32 -> Integer.toUnsignedLong(raw.getInt());
      default -> raw.getLong();
    };
  }

  private static boolean isRaw(TensorProto tensor) {
    return tensor.hasRawData()
        || tensor.hasMappedBegin()
        || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
        || tensor.getExternalDataCount() > 0;
  }

  private ByteBuffer raw(TensorProto tensor, ElementType type, int count) {
    long needed = (long) count * type.bytes();
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
        || tensor.getExternalDataCount() > 0) {
      return files.bytes(tensor, needed);
    }
    ByteBuffer raw =
        tensor.hasMappedBegin() ? files.own(tensor) : tensor.getRawData().asReadOnlyByteBuffer();
    Refusal.unless(
        raw.remaining() == needed,
        "raw_data of "
            + raw.remaining()
            + " bytes, but "
            + Sizes.text(tensor.getDimsList())
            + " elements of type "
            + typeName(tensor.getDataType())
            + " have "
            + needed);
    return raw;
  }

  private static void requireCount(int found, int expected) {
    Refusal.unless(
        found == expected,
        found + " elements are listed, but the sizes say " + expected + "; the file is damaged");
  }
}
