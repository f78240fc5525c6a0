package dev.alexandrite.interop.caffe;

import com.google.protobuf.ByteString;
import dev.alexandrite.SafeText;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.proto.caffe.BlobProto;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One blob of a layer: its sizes and its values, in pieces of the mapped file.
 *
 * @param pieces in the byte order of the file; together they have the shape's elements
 */
record LayerBlob(Shape shape, ElementType type, List<ByteBuffer> pieces) {
  LayerBlob {
    pieces = List.copyOf(pieces);
  }

  /**
   * A blob of a message.
   *
   * @param in the message that it is of
   * @param place the layer or the number, for messages
   * @throws ModelFileException if it has another number of values than its shape
   */
  static LayerBlob of(BlobProto blob, MappedMessage<?> in, String place) {
    Path file = in.file();
    boolean doubles = blob.getDoubleDataCount() > 0;
    ElementType type = doubles ? ElementType.FLOAT64 : ElementType.FLOAT32;
    List<ByteBuffer> pieces = new ArrayList<>();
    long bytes = 0;
    for (ByteString data : doubles ? blob.getDoubleDataList() : blob.getDataList()) {
      Span piece = Span.of(data);
      if (piece.length() % type.bytes() != 0) {
        throw new ModelFileException(
            file
                + ": "
                + SafeText.of(place)
                + ": a piece of "
                + piece.length()
                + " bytes is no whole number of "
                + type);
      }
      pieces.add(piece.of(in.values()));
      bytes += piece.length();
    }
    return new LayerBlob(shape(dimensions(blob), bytes / type.bytes(), file, place), type, pieces);
  }

  /** A shape whose elements are there. */
  static Shape shape(List<Long> sizes, long elements, Path file, String place) {
    double claimed = 1; // never wraps around
    for (long size : sizes) {
      claimed *= size > 0 && sizes.size() <= 32 ? size : Double.NaN;
    }
    if (claimed != elements || elements > Integer.MAX_VALUE) {
      throw new ModelFileException(
          file
              + ": "
              + SafeText.of(place)
              + " has the shape "
              + SafeText.of(sizes)
              + " and "
              + elements
              + " values; the file is damaged, or has unpacked values");
    }
    return new Shape(sizes.stream().map(Math::toIntExact).toList());
  }

  /** The sizes; those of before 2015 were four, with ones in front. */
  private static List<Long> dimensions(BlobProto blob) {
    if (blob.hasShape()) {
      return blob.getShape().getDimList();
    }
    return List.of(
        (long) blob.getNum(),
        (long) blob.getChannels(),
        (long) blob.getHeight(),
        (long) blob.getWidth());
  }

  /** Whether a shape is another but for ones. */
  static boolean alike(Shape one, Shape other) {
    return squeezed(one).equals(squeezed(other));
  }

  private static List<Integer> squeezed(Shape shape) {
    return shape.dimensions().stream().filter(size -> size != 1).toList();
  }

  /** The first value, such as the divisor of a batch norm's sums. */
  double first() {
    ByteBuffer values = pieces.getFirst();
    return type == ElementType.FLOAT64
        ? values.getDouble(values.position())
        : values.getFloat(values.position());
  }
}
