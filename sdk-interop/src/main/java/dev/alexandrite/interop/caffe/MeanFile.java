package dev.alexandrite.interop.caffe;

import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.proto.caffe.BlobProto;
import dev.alexandrite.interop.tensors.FileErrors;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mean image of the training pictures, {@code float32[3, H, W]} in the network's order of
 * channels: {@code .binaryproto}, {@code .npy} of float32 or float64, or bare little-endian float32
 * of a square picture.
 */
record MeanFile(int height, int width, float[] planes) {
  /** Larger pictures are no means of training images. */
  static final int MOST_PIXELS = 1 << 20;

  private static final int CHANNELS = 3;
  private static final int MOST_BYTES = CHANNELS * MOST_PIXELS * Double.BYTES + 4096;
  private static final int NPY_HEADER = 10;
  private static final Pattern NPY_FIELDS =
      Pattern.compile(
          "'descr': ?'<(f[48])'.{0,40}'fortran_order': ?False.{0,40}'shape': ?\\(([\\d,"
              + " ]{1,60})\\)");

  /** Reads a file, whatever its form. */
  static MeanFile read(Path file) {
    byte[] bytes = bytes(file);
    if (bytes.length >= NPY_HEADER && bytes[0] == (byte) 0x93 && bytes[1] == 'N') {
      return npy(bytes, file);
    }
    if (isSquare(bytes.length)) {
      return bare(bytes);
    }
    MappedMessage<BlobProto> blob =
        MappedMessage.read(
            file,
            BlobProto.getDefaultInstance(),
            BlobProto.parser(),
            "mean image (.binaryproto, .npy, or float32 of a square picture)");
    LayerBlob values = LayerBlob.of(blob.message(), blob, "the mean");
    ByteBuffer data =
        ByteBuffer.allocate(values.shape().elements() * values.type().bytes())
            .order(ByteOrder.LITTLE_ENDIAN);
    values.pieces().forEach(piece -> data.put(piece.duplicate()));
    return of(values.shape(), data.flip(), values.type(), file);
  }

  private static byte[] bytes(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new ModelFileException(
            file + " is no file; name the mean image by LoadOptions.mean(path)");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new ModelFileException(
            file + " has " + Files.size(file) + " bytes, too many for a mean image");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }

  private static boolean isSquare(int bytes) {
    int pixels = bytes / (CHANNELS * Float.BYTES);
    int side = (int) Math.round(Math.sqrt(pixels));
    return pixels > 0 && (long) side * side * CHANNELS * Float.BYTES == bytes;
  }

  private static MeanFile bare(byte[] bytes) {
    int side = (int) Math.round(Math.sqrt(bytes.length / (double) (CHANNELS * Float.BYTES)));
    float[] planes = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(planes);
    return new MeanFile(side, side, planes);
  }

  private static MeanFile npy(byte[] bytes, Path file) {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = Short.toUnsignedInt(all.getShort(NPY_HEADER - Short.BYTES));
    String header =
        bytes[6] == 1 && length <= bytes.length - NPY_HEADER
            ? new String(bytes, NPY_HEADER, length, StandardCharsets.ISO_8859_1)
            : "";
    Matcher fields = NPY_FIELDS.matcher(header);
    if (!fields.find()) {
      throw new ModelFileException(
          file + " is no .npy file of float32 or float64 in C order and little-endian");
    }
    ElementType type = fields.group(1).equals("f8") ? ElementType.FLOAT64 : ElementType.FLOAT32;
    ByteBuffer values =
        all.slice(NPY_HEADER + length, bytes.length - NPY_HEADER - length)
            .order(ByteOrder.LITTLE_ENDIAN);
    List<Long> sizes;
    try {
      sizes =
          Arrays.stream(fields.group(2).split(","))
              .map(String::strip)
              .filter(size -> !size.isEmpty())
              .map(Long::valueOf)
              .toList();
    } catch (NumberFormatException e) {
      throw new ModelFileException(file + " has the shape (" + fields.group(2) + ")", e);
    }
    Shape shape = LayerBlob.shape(sizes, values.remaining() / type.bytes(), file, "the mean");
    return of(shape, values, type, file);
  }

  private static MeanFile of(Shape shape, ByteBuffer values, ElementType type, Path file) {
    int rank = shape.rank();
    if (rank < 3
        || shape.get(rank - 3) != CHANNELS
        || shape.elements() != CHANNELS * shape.get(rank - 2) * shape.get(rank - 1)
        || shape.elements() > CHANNELS * MOST_PIXELS) {
      throw new ModelFileException(
          file + " is an array of " + shape + ", expected a mean image 3×height×width");
    }
    float[] planes = new float[shape.elements()];
    for (int i = 0; i < planes.length; i++) {
      planes[i] =
          type == ElementType.FLOAT64
              ? (float) values.getDouble(i * Double.BYTES)
              : values.getFloat(i * Float.BYTES);
    }
    return new MeanFile(shape.get(rank - 2), shape.get(rank - 1), planes);
  }

  /**
   * What a pipeline subtracts.
   *
   * @param order the order of the planes
   */
  DataStatistics statistics(ChannelOrder order, Path file) {
    int plane = height * width;
    float[] rgb = new float[planes.length];
    float[] color = new float[CHANNELS];
    for (int channel = 0; channel < CHANNELS; channel++) {
      int from = order == ChannelOrder.RGB ? channel : CHANNELS - 1 - channel;
      double sum = 0;
      for (int i = 0; i < plane; i++) {
        float value = planes[from * plane + i];
        if (!Float.isFinite(value)) {
          throw new ModelFileException(file + ": the mean of a pixel is " + value);
        }
        rgb[channel * plane + i] = value;
        sum += value;
      }
      color[channel] = (float) (sum / plane);
    }
    return new DataStatistics(
        rgb, height, width, color, new float[3], new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
  }
}
