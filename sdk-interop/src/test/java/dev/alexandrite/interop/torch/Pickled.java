package dev.alexandrite.interop.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles an operation at a time, and what PyTorch puts around them. */
public final class Pickled {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A pickle of protocol 2. */
  public Pickled() {
    raw(0x80, 2);
  }

  /** Bytes as they are. */
  public Pickled raw(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  /** Characters as they are. */
  public Pickled text(String operations) {
    out.writeBytes(operations.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  Pickled repeat(String operations, int times) {
    return text(operations.repeat(times));
  }

  Pickled string(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return text("X").int32(bytes.length).bytes(bytes);
  }

  Pickled bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  Pickled int32(int value) {
    return bytes(little(Integer.BYTES).putInt(value).array());
  }

  Pickled int64(long value) {
    return bytes(little(Long.BYTES).putLong(value).array());
  }

  /** A number of any size, as LONG1. */
  Pickled number(long value) {
    return raw(0x8a, Long.BYTES).int64(value);
  }

  Pickled global(String module, String name) {
    return text("c" + module + "\n" + name + "\n");
  }

  Pickled numbers(long... values) {
    text("(");
    for (long value : values) {
      number(value);
    }
    return text("t");
  }

  Pickled storage(String type, String key, long elements) {
    text("(").string("storage").global("torch", type + "Storage").string(key).string("cpu");
    return number(elements).text("tQ");
  }

  /** A tensor over a whole storage. */
  Pickled tensor(
      String type, String key, long elements, long offset, long[] sizes, long[] strides) {
    global("torch._utils", "_rebuild_tensor_v2").text("(").storage(type, key, elements);
    number(offset).numbers(sizes).numbers(strides);
    return raw(0x89).global("collections", "OrderedDict").text(")Rt").text("R");
  }

  /** Two floats in storage "0". */
  Pickled tensor() {
    return tensor("Float", "0", 2, 0, new long[] {2}, new long[] {1});
  }

  /** The whole pickle. */
  public byte[] stop() {
    return text(".").out.toByteArray();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Dict of one tensor "w", which is read. */
  public static byte[] good() {
    return new Pickled().text("}").string("w").tensor().text("s").stop();
  }

  /** The older form around a pickle of an object. */
  static byte[] legacy(byte[] object, byte[] keys, byte[] storages) {
    Pickled file = new Pickled();
    file.raw(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19).text(".");
    file.raw(0x80, 2).text("M").raw(1001 & 0xff, 1001 >> 8).text(".");
    file.raw(0x80, 2).text("}.");
    return file.bytes(object).bytes(keys).bytes(storages).out.toByteArray();
  }

  static byte[] keys(String... keys) {
    Pickled list = new Pickled().text("](");
    for (String key : keys) {
      list.string(key);
    }
    return list.text("e").stop();
  }

  static byte[] storages(long elements, int bytes) {
    return little(Long.BYTES + bytes).putLong(elements).array();
  }

  /** The older form of {@link #good()}. */
  public static byte[] goodLegacy() {
    return legacy(good(), keys("0"), storages(2, 8));
  }
}
