package dev.alexandrite.interop.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files of safetensors that nobody should have written, by what is wrong with them. */
public final class HostileSafetensors {
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private HostileSafetensors() {}

  /** All of them. */
  public static Map<String, byte[]> files() {
    HostileSafetensors all = new HostileSafetensors();
    all.lengths();
    all.json();
    all.places();
    all.shapes();
    all.indexes();
    return all.files;
  }

  private void header(String what, String header) {
    files.put(what, HandMade.file(header, 8));
  }

  private void tensor(String what, String type, String shape, long begin, long end) {
    header(what, "{" + HandMade.entry("w", type, shape, begin, end) + "}");
  }

  private void length(String what, long length) {
    byte[] file = HandMade.file("{" + HandMade.entry("w", "F32", "2", 0, 8) + "}", 8);
    files.put(
        what, ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length).array());
  }

  private void lengths() {
    length("a header of 2^63 - 1 bytes", Long.MAX_VALUE);
    length("a header of -1 bytes", -1);
    length("a header longer than the file", 1 << 20);
    length("a header of no bytes", 0);
    length("a header cut short", 20);
    files.put("an empty file", new byte[0]);
    files.put("eight bytes", new byte[8]);
    files.put("a header that ends", HandMade.file("{", 0));
  }

  private void json() {
    header("an array", "[1,2]");
    header("no JSON", "{\"w\":");
    header("more behind the JSON", "{}{}");
    header("a name twice", "{\"w\":{},\"w\":{}}");
    header("deep nesting", "{\"w\":" + "[".repeat(1 << 20));
    header("objects in each other", "{\"w\":{".repeat(100_000));
    header("two million numbers", "{\"__metadata__\":[" + "0,".repeat(2 << 20) + "0]}");
    header("a million names", names());
    header("a name of a megabyte", "{\"" + "w".repeat(1 << 20) + "\":1}");
    header("a number of a megabyte", "{\"w\":" + "9".repeat(1 << 20) + "}");
    header("a tensor that is a number", "{\"w\":1}");
    header("a tensor without a type", "{\"w\":{\"shape\":[2],\"data_offsets\":[0,8]}}");
    header("a type that is a number", "{\"w\":{\"dtype\":4,\"shape\":[2],\"data_offsets\":[0,8]}}");
    header(
        "a shape that is a text",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":\"2\",\"data_offsets\":[0,8]}}");
    header("one offset", "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}");
    header(
        "offsets with a dot",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0.0,8.0]}}");
    header(
        "a name that writes lines",
        "{\"w\\n2026 ERROR \\u001b[2J\":{\"dtype\":\"?\",\"shape\":[]}}");
    header("a tensor without a name", "{" + HandMade.entry(" ", "F32", "2", 0, 8) + "}");
  }

  private static String names() {
    StringBuilder names = new StringBuilder("{");
    for (int i = 0; i < 600_000; i++) {
      names.append(i == 0 ? "\"" : ",\"").append(Integer.toString(i, 36)).append("\":{}");
    }
    return names.append('}').toString();
  }

  private void places() {
    tensor("an end beyond the file", "F32", "4", 0, 16);
    tensor("a beginning beyond the file", "F32", "2", 8, 16);
    tensor("a beginning of -8", "F32", "2", -8, 0);
    tensor("an end before its beginning", "F32", "2", 8, 0);
    tensor("offsets that wrap", "F32", "2", Long.MAX_VALUE - 7, Long.MIN_VALUE);
    tensor("a beginning of 2^63 - 9", "F32", "2", Long.MAX_VALUE - 8, Long.MAX_VALUE);
    tensor("too few bytes", "F32", "2", 0, 4);
    tensor("bytes that nobody has", "F32", "1", 0, 4);
    header(
        "tensors on each other",
        "{"
            + HandMade.entry("a", "F32", "2", 0, 8)
            + ","
            + HandMade.entry("b", "F32", "1", 4, 8)
            + "}");
    header(
        "tensors in one place",
        "{"
            + HandMade.entry("a", "F32", "2", 0, 8)
            + ","
            + HandMade.entry("b", "F32", "2", 0, 8)
            + "}");
    header(
        "a hole",
        "{"
            + HandMade.entry("a", "U8", "2", 0, 2)
            + ","
            + HandMade.entry("b", "F32", "1", 4, 8)
            + "}");
  }

  private void shapes() {
    tensor("a size of -2", "F32", "-2", 0, 8);
    tensor("a size of 0", "F32", "0", 0, 0);
    tensor("a size of 2^31", "F32", "2147483648", 0, 8);
    tensor("a size of 2^64", "F32", "18446744073709551616", 0, 8);
    tensor("sizes whose product wraps", "F32", "65536,65536,65536,65536", 0, 8);
    tensor("a million axes", "F32", "1,".repeat(300_000) + "2", 0, 9);
    tensor("an unknown type", "F128", "2", 0, 8);
    tensor("eight bits of float", "F8_E4M3", "8", 0, 8);
  }

  private void indexes() {
    index("an index of nowhere", "{\"weight_map\":{\"w\":\"absent.safetensors\"}}");
    index("an index that climbs out", "{\"weight_map\":{\"w\":\"../../../../etc/passwd\"}}");
    index("an index of the root", "{\"weight_map\":{\"w\":\"/etc/passwd\"}}");
    index("an index of a byte 0", "{\"weight_map\":{\"w\":\"\\u0000\"}}");
    index("an index of numbers", "{\"weight_map\":[1]}");
    index("an index that ends", "{\"weight_map\":{");
    index("a deep index", "{\"weight_map\":" + "{\"a\":".repeat(100_000));
    index("an index of 20 megabytes", "{\"weight_map\":{}," + " ".repeat(20 << 20) + "}");
  }

  private void index(String what, String json) {
    files.put(what, json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
