package dev.alexandrite.interop.hdf5;

import dev.alexandrite.SafeText;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.tensor.ElementType;
import io.jhdf.ObjectHeader;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the header of an array says, compared with the file. */
record ArrayHeader(
    Path file, String path, ObjectHeader header, ByteBuffer map, HdfBackingStorage storage) {
  private static final int MOST_AXES = 32;

  /** The array; nothing if it is something else, such as text. */
  Optional<Hdf5Array> array() {
    DataTypeMessage type = one(DataTypeMessage.class);
    DataSpaceMessage space = one(DataSpaceMessage.class);
    DataLayoutMessage layout = one(DataLayoutMessage.class);
    if (type == null || space == null || layout == null) {
      return Optional.empty();
    }
    ElementType element = elementType(type.getDataType());
    if (element == null) {
      return Optional.empty();
    }
    if (!(layout instanceof DataLayoutMessage.ContiguousDataLayoutMessage piece)) {
      throw refuse(
          "its values are stored "
              + layout.getDataLayout()
              + "; supported is one piece (contiguous), as Caffe writes it");
    }
    long[] sizes = space.getDataSpace().getDimensionsAsLong();
    long bytes = bytes(sizes, element);
    return Optional.of(
        new Hdf5Array(
            path,
            Arrays.stream(sizes).boxed().toList(),
            element,
            values(piece.getAddress(), bytes).order(order(type.getDataType()))));
  }

  private <M extends io.jhdf.object.message.Message> @Nullable M one(Class<M> type) {
    List<M> all = header.getMessagesOfType(type);
    return all.isEmpty() ? null : all.getFirst();
  }

  private static @Nullable ElementType elementType(DataType type) {
    return switch (type) {
      case FloatingPoint _ when type.getSize() == Float.BYTES -> ElementType.FLOAT32;
      case FloatingPoint _ when type.getSize() == Double.BYTES -> ElementType.FLOAT64;
      case FixedPoint _ when type.getSize() == Integer.BYTES -> ElementType.INT32;
      case FixedPoint _ when type.getSize() == Long.BYTES -> ElementType.INT64;
      default -> null;
    };
  }

  private static ByteOrder order(DataType type) {
    return type instanceof FloatingPoint f ? f.getByteOrder() : ((FixedPoint) type).getByteOrder();
  }

  private long bytes(long[] sizes, ElementType type) {
    double claimed = type.bytes(); // never wraps around
    for (long size : sizes) {
      claimed *= size < 0 ? Double.NaN : size;
    }
    if (!(claimed <= map.limit()) || sizes.length > MOST_AXES) {
      throw refuse(
          "it has the shape "
              + (sizes.length > MOST_AXES ? sizes.length + " axes" : Arrays.toString(sizes))
              + ", more than the file's "
              + map.limit()
              + " bytes can hold");
    }
    return (long) claimed;
  }

  private ByteBuffer values(long address, long bytes) {
    if (bytes == 0) {
      return ByteBuffer.allocate(0);
    }
    long from = address + storage.getSuperblock().getBaseAddressByte();
    if (address < 0 || from < 0 || from > map.limit() - bytes) {
      throw refuse(
          "its "
              + bytes
              + " bytes at address "
              + address
              + " are not within the file's "
              + map.limit());
    }
    return map.slice((int) from, (int) bytes);
  }

  private ModelFileException refuse(String found) {
    return new ModelFileException(file + ": " + SafeText.of(path) + ": " + found);
  }
}
