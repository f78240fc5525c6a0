package dev.alexandrite.interop.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/** A part of a file, read from its beginning; lengths are compared with what is left of it. */
final class PickleInput {
  private static final int BUFFER = 1 << 13;
  private static final int LONGEST_LINE = 1 << 12;
  private static final int LONGEST_TEXT = 1 << 20;

  private final SeekableByteChannel channel;
  private final long end;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

  /** Where the buffer's limit is in the file. */
  private long read;

  PickleInput(SeekableByteChannel channel, long begin, long end) {
    this.channel = channel;
    this.read = begin;
    this.end = end;
    buffer.limit(0);
  }

  /** Where the next byte is in the file. */
  long position() {
    return read - buffer.remaining();
  }

  /** How many bytes are left. */
  long left() {
    return end - position();
  }

  int u8() {
    return Byte.toUnsignedInt(need(Byte.BYTES).get());
  }

  int u16() {
    return Short.toUnsignedInt(need(Short.BYTES).getShort());
  }

  long u32() {
    return Integer.toUnsignedLong(need(Integer.BYTES).getInt());
  }

  int i32() {
    return need(Integer.BYTES).getInt();
  }

  long i64() {
    return need(Long.BYTES).getLong();
  }

  /** Pickles have floats in network order. */
  double f64() {
    return Double.longBitsToDouble(Long.reverseBytes(i64()));
  }

  byte[] bytes(long length) {
    requireLeft(length);
    if (length > LONGEST_TEXT) {
      throw new PickleException("a text of " + length + " bytes, expected at most " + LONGEST_TEXT);
    }
    byte[] bytes = new byte[(int) length];
    for (int done = 0; done < bytes.length; ) {
      int part = Math.min(bytes.length - done, BUFFER);
      need(part).get(bytes, done, part);
      done += part;
    }
    return bytes;
  }

  String utf8(long length) {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  /** A line without its end. */
  String line() {
    StringBuilder line = new StringBuilder();
    for (int c = u8(); c != '\n'; c = u8()) {
      if (line.length() == LONGEST_LINE) {
        throw new PickleException("a line of more than " + LONGEST_LINE + " bytes");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  void skip(long length) {
    requireLeft(length);
    if (length <= buffer.remaining()) {
      buffer.position(buffer.position() + (int) length);
    } else {
      read = position() + length;
      buffer.limit(0);
    }
  }

  private void requireLeft(long length) {
    if (length < 0 || length > left()) {
      throw new PickleException(
          "a length of " + length + " bytes, but " + left() + " are left of it");
    }
  }

  private ByteBuffer need(int count) {
    if (count > left()) {
      throw new PickleException("it ends early, in the middle of a value");
    }
    if (buffer.remaining() < count) {
      fill(count);
    }
    return buffer;
  }

  private void fill(int count) {
    try {
      buffer.compact();
      buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + end - read));
      channel.position(read);
      while (buffer.position() < count) {
        int more = channel.read(buffer);
        if (more < 0) {
          throw new PickleException("the file ends early");
        }
        read += more;
      }
      buffer.flip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
