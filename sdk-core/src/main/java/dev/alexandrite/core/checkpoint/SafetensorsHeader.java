package dev.alexandrite.core.checkpoint;

import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.core.json.Brief;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.core.json.JsonReader;
import dev.alexandrite.core.json.JsonWriter;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The JSON at the start of a safetensors file: for each tensor its type, shape and place. Tensors
 * are float32 and lie end to end from offset 0, in the order of their names.
 */
final class SafetensorsHeader {
  /** The length that precedes the JSON, a little-endian 64-bit number. */
  static final int LENGTH_BYTES = Long.BYTES;

  /** Longer headers are refused, as the format's own reader does not trust them either. */
  private static final int MAX_BYTES = JsonReader.MAX_LENGTH;

  /** More than a tensor's entry needs beside its name. */
  private static final int ENTRY_BYTES = 512;

  /** What one UTF-16 unit of a name may need, as an escape. */
  private static final int ESCAPE_BYTES = 6;

  private static final String METADATA = "__metadata__";
  private static final String FLOAT32 = "F32";

  private SafetensorsHeader() {}

  /** One tensor's place, in bytes after the header. */
  record Entry(String name, Shape shape, long begin, long end) {}

  /** The longest header that says no more than some tensors. */
  static long maxBytes(List<TensorInfo> tensors) {
    long needed = ENTRY_BYTES;
    for (TensorInfo tensor : tensors) {
      needed +=
          ENTRY_BYTES + (long) ESCAPE_BYTES * tensor.name().length() + 12L * tensor.shape().rank();
    }
    return Math.min(MAX_BYTES, needed);
  }

  /** The JSON for tensors that are already in order, padded to a multiple of 8 bytes. */
  static byte[] write(List<TensorSpec> sorted) {
    JsonObject header = new JsonObject();
    header.put(METADATA, new JsonObject().put("format", "alexandrite").build());
    long offset = 0;
    for (TensorSpec tensor : sorted) {
      long end = offset + (long) Float.BYTES * tensor.shape().elements();
      header.put(
          tensor.name(),
          new JsonObject()
              .put("dtype", FLOAT32)
              .put("shape", integers(tensor.shape().dimensions()))
              .put("data_offsets", integers(List.of(offset, end)))
              .build());
      offset = end;
    }
    String json = JsonWriter.write(header.build());
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    return (json + " ".repeat(-length & 7)).getBytes(StandardCharsets.UTF_8);
  }

  private static Json integers(List<? extends Number> values) {
    return new Json.Arr(values.stream().map(value -> Json.of(value.longValue())).toList());
  }

  /** The tensors, in order of place. Throws {@link JsonException} if they do not fill the data. */
  static List<Entry> read(byte[] json, long dataBytes) {
    if (!(JsonReader.read(new String(json, StandardCharsets.UTF_8)) instanceof Json.Obj object)) {
      throw new JsonException("the header is no JSON object");
    }
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (!member.getKey().equals(METADATA)) {
        entries.add(entry(member.getKey(), member.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin));
    requireEndToEnd(entries, dataBytes);
    return entries;
  }

  private static Entry entry(String name, Json json) {
    if (!(json instanceof Json.Obj tensor)) {
      throw new JsonException("tensor " + Brief.of(name) + " has no description");
    }
    if (!tensor.string("dtype").equals(FLOAT32)) {
      throw new JsonException(
          "tensor "
              + Brief.of(name)
              + " is "
              + Brief.of(tensor.string("dtype"))
              + ", expected F32");
    }
    List<Integer> sizes =
        tensor.list("shape").stream()
            .map(size -> Math.toIntExact(Json.toLong(size, "a size of " + name)))
            .toList();
    List<Json> offsets = tensor.list("data_offsets");
    if (offsets.size() != 2) {
      throw new JsonException("tensor " + name + " needs two offsets, found " + offsets.size());
    }
    long begin = Json.toLong(offsets.get(0), "an offset of " + name);
    long end = Json.toLong(offsets.get(1), "an offset of " + name);
    Shape shape = new Shape(sizes);
    if (end - begin != (long) Float.BYTES * shape.elements()) {
      throw new JsonException(
          "tensor " + name + " of shape " + shape + " has " + (end - begin) + " bytes");
    }
    return new Entry(name, shape, begin, end);
  }

  private static void requireEndToEnd(List<Entry> entries, long dataBytes) {
    long offset = 0;
    for (Entry entry : entries) {
      if (entry.begin() != offset) {
        throw new JsonException(
            "tensor " + entry.name() + " begins at " + entry.begin() + ", expected " + offset);
      }
      offset = entry.end();
    }
    if (offset != dataBytes) {
      throw new JsonException(
          "the tensors need " + offset + " bytes, but " + dataBytes + " bytes follow the header");
    }
  }
}
