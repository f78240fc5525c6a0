package dev.alexandrite.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message in the wire format of Protocol Buffers; a nested one is taken over without a copy. */
final class ProtobufMessage {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int LONGEST_VARINT = 10;

  private final List<byte[]> parts = new ArrayList<>();
  private long length;

  ProtobufMessage number(int field, long value) {
    tag(field, VARINT);
    return varint(value);
  }

  ProtobufMessage real(int field, float value) {
    tag(field, FIXED32);
    return add(
        ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
  }

  ProtobufMessage text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  ProtobufMessage bytes(int field, byte[] value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length);
    return add(value);
  }

  ProtobufMessage message(int field, ProtobufMessage value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length);
    value.parts.forEach(this::add);
    return this;
  }

  void writeTo(OutputStream out) throws IOException {
    for (byte[] part : parts) {
      out.write(part);
    }
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  /** Seven bits a byte, the lowest first; all but the last byte have the highest bit set. */
  private ProtobufMessage varint(long value) {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_VARINT);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
    byte[] used = new byte[bytes.position()];
    bytes.flip().get(used);
    return add(used);
  }

  private ProtobufMessage add(byte[] part) {
    parts.add(part);
    length += part.length;
    return this;
  }
}
