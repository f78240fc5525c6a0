package dev.alexandrite.core.weights;

import dev.alexandrite.core.json.Brief;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.core.json.JsonMembers;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.core.json.JsonWriter;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The beginning of a safetensors file: a length, then JSON that has for each tensor its type, shape
 * and place. Tensors lie end to end behind it and fill the file.
 */
public final class SafetensorsHeader {
  /** The length that precedes the JSON, a little-endian 64-bit number. */
  public static final int LENGTH_BYTES = Long.BYTES;

  /** Longer headers are refused, as the format's own reader does not trust them either. */
  public static final int MAX_BYTES = 100_000_000;

  private static final String METADATA = "__metadata__";

  private SafetensorsHeader() {}

  /**
   * One tensor's place.
   *
   * @param tensor what it is
   * @param begin where it begins, in bytes from the beginning of the file
   */
  public record Entry(NamedTensor tensor, long begin) {
    private long end() {
      return begin + tensor.bytes();
    }
  }

  /**
   * The header for tensors of float32, padded to a multiple of 8 bytes.
   *
   * @param tensors names and shapes, in the order in which the values will follow
   * @return everything before the first value, the length included
   */
  public static byte[] write(List<NamedTensor> tensors) {
    JsonObject header = new JsonObject();
    header.put(METADATA, new JsonObject().put("format", "alexandrite").build());
    long offset = 0;
    for (NamedTensor tensor : tensors) {
      long end = offset + (long) Float.BYTES * tensor.shape().elements();
      header.put(
          tensor.name(),
          new JsonObject()
              .put("dtype", SafetensorsType.F32.name())
              .put("shape", integers(tensor.shape().dimensions()))
              .put("data_offsets", integers(List.of(offset, end)))
              .build());
      offset = end;
    }
    String json = JsonWriter.write(header.build());
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    byte[] padding = " ".repeat(-text.length & 7).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(LENGTH_BYTES + text.length + padding.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length + padding.length)
        .put(text)
        .put(padding)
        .array();
  }

  private static Json integers(List<? extends Number> values) {
    return new Json.Arr(values.stream().map(value -> Json.of(value.longValue())).toList());
  }

  /**
   * Reads the bytes of a header, none of which is believed yet.
   *
   * @param file the file, at its beginning
   * @param most the longest JSON that is read
   * @return everything before the first value, the length included
   * @throws JsonException if the header is longer than that, or than the file
   * @throws EOFException if the file ends early
   * @throws IOException if it cannot be read
   */
  public static byte[] read(SeekableByteChannel file, long most) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    fill(file, length);
    long json = length.getLong(0);
    long limit = Math.min(Math.min(most, MAX_BYTES), file.size() - LENGTH_BYTES);
    if (json < 0 || json > limit) {
      throw new JsonException("found a header of " + json + " bytes, expected at most " + limit);
    }
    ByteBuffer header = ByteBuffer.allocate(LENGTH_BYTES + (int) json).put(length.flip());
    fill(file, header);
    return header.array();
  }

  private static void fill(SeekableByteChannel file, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (file.read(buffer) < 0) {
        throw new EOFException();
      }
    }
  }

  /**
   * The tensors of a header, but for those without elements, which the format allows and of which
   * there is nothing to read.
   *
   * @param header what {@link #read} answered
   * @param fileBytes the length of the whole file
   * @return its tensors, in the order of their places
   * @throws JsonException if it is no header, or the tensors do not fill the file
   */
  public static List<Entry> entries(byte[] header, long fileBytes) {
    String json =
        new String(header, LENGTH_BYTES, header.length - LENGTH_BYTES, StandardCharsets.UTF_8);
    List<Entry> entries = new ArrayList<>();
    JsonMembers.read(
        json,
        List.of(),
        (name, description) -> {
          if (!name.equals(METADATA) && !isWithoutElements(description)) {
            entries.add(entry(name, description, header.length));
          }
        });
    entries.sort(Comparator.comparingLong(Entry::begin));
    requireEndToEnd(entries, header.length, fileBytes);
    return entries;
  }

  /** A size of 0, and the place of no bytes. */
  private static boolean isWithoutElements(Json json) {
    return json instanceof Json.Obj description
        && description.members().get("shape") instanceof Json.Arr shape
        && description.members().get("data_offsets") instanceof Json.Arr offsets
        && shape.items().contains(Json.of(0L))
        && offsets.items().size() == 2
        && offsets.items().get(0).equals(offsets.items().get(1));
  }

  private static Entry entry(String name, Json json, long data) {
    if (!(json instanceof Json.Obj description)) {
      throw new JsonException("tensor " + Brief.of(name) + " has no description");
    }
    try {
      ElementType type = SafetensorsType.of(description.string("dtype"));
      List<Integer> sizes =
          description.list("shape").stream()
              .map(size -> Math.toIntExact(Json.toLong(size, "a size")))
              .toList();
      NamedTensor tensor = new NamedTensor(name, new Shape(sizes), type);
      List<Json> offsets = description.list("data_offsets");
      if (offsets.size() != 2) {
        throw new JsonException("two offsets are needed, found " + offsets.size());
      }
      long begin = Json.toLong(offsets.get(0), "an offset");
      long end = Json.toLong(offsets.get(1), "an offset");
      if (begin < 0 || end < begin || end - begin != tensor.bytes()) {
        throw new JsonException(
            "the offsets "
                + begin
                + " and "
                + end
                + " are no place for "
                + tensor.bytes()
                + " bytes of the shape "
                + tensor.shape());
      }
      return new Entry(tensor, Math.addExact(data, begin));
    } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
      throw new JsonException("tensor " + Brief.of(name) + ": " + Brief.of(e.getMessage()), e);
    }
  }

  private static void requireEndToEnd(List<Entry> entries, long data, long fileBytes) {
    long place = data;
    for (Entry entry : entries) {
      if (entry.begin() != place) {
        throw new JsonException(
            "tensor "
                + Brief.of(entry.tensor().name())
                + " begins at "
                + (entry.begin() - data)
                + ", expected "
                + (place - data));
      }
      place = entry.end();
    }
    if (place != fileBytes) {
      throw new JsonException(
          "the tensors need "
              + (place - data)
              + " bytes, but "
              + (fileBytes - data)
              + " bytes follow the header");
    }
  }
}
