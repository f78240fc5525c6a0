package dev.alexandrite.testkit.golden;

import dev.alexandrite.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An array of NumPy's {@code .npy} format, version 1 to 3: little-endian {@code f4 f8 i4 i8} or
 * {@code b1} in C order.
 */
public final class Npy {
  private static final Pattern HEADER =
      Pattern.compile(
          "'descr': '([<|][fib]\\d)'.*'fortran_order': (True|False).*'shape': \\(([\\d, ]*)\\)");
  private static final int MAGIC_AND_VERSION = 8;

  private final Shape shape;
  private final double[] values;

  private Npy(Shape shape, double[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its array
   * @throws IOException if it cannot be read, or is not such an array
   */
  public static Npy read(Path file) throws IOException {
    return of(Files.readAllBytes(file), file.toString());
  }

  /**
   * Reads a file that is in memory.
   *
   * @param content the bytes of the file
   * @param file what to call it in messages
   * @return its array
   * @throws IOException if it is no such array
   */
  public static Npy of(byte[] content, String file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.limit() < MAGIC_AND_VERSION + 4 || bytes.get(0) != (byte) 0x93) {
      throw new IOException(file + " is no .npy file: it lacks the magic number");
    }
    int version = bytes.get(MAGIC_AND_VERSION - 2);
    bytes.position(MAGIC_AND_VERSION);
    int length = version == 1 ? Short.toUnsignedInt(bytes.getShort()) : bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new IOException(file + " is truncated within its header");
    }
    byte[] header = new byte[length];
    bytes.get(header);
    Matcher fields = HEADER.matcher(new String(header, StandardCharsets.UTF_8));
    if (!fields.find() || fields.group(2).equals("True")) {
      throw new IOException(
          file
              + " holds no f4, f8, i4, i8 or b1 array in C order, its header is "
              + new String(header, StandardCharsets.UTF_8).strip());
    }
    Shape shape = shape(fields.group(3));
    String type = fields.group(1);
    if (bytes.remaining() != (long) shape.elements() * (type.charAt(2) - '0')) {
      throw new IOException(
          file + " has " + bytes.remaining() + " bytes of data, too many or few for " + shape);
    }
    double[] values = new double[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = next(bytes, type);
    }
    return new Npy(shape, values);
  }

  private static Shape shape(String sizes) {
    return new Shape(
        Stream.of(sizes.split(",", -1))
            .map(String::strip)
            .filter(size -> !size.isEmpty())
            .map(Integer::valueOf)
            .toList());
  }

  private static double next(ByteBuffer bytes, String type) throws IOException {
    return switch (type) {
      case "<f4" -> bytes.getFloat();
      case "<f8" -> bytes.getDouble();
      case "<i4" -> bytes.getInt();
      case "<i8" -> (double) bytes.getLong();
      case "|b1" -> bytes.get();
      default -> throw new IOException("the element type " + type + " is not supported");
    };
  }

  /**
   * The sizes, batch dimension included.
   *
   * @return the shape; rank 0 for a scalar
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The shape of one example.
   *
   * @return the sizes but the first
   */
  public Shape example() {
    List<Integer> sizes = shape.dimensions();
    return new Shape(sizes.subList(1, sizes.size()));
  }

  /**
   * The values in row-major order.
   *
   * @return a new array, rounded to float32
   */
  public float[] floats() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
