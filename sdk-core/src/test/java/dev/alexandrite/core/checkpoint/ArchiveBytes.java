package dev.alexandrite.core.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Archives byte by byte, so that each field can be wrong. */
final class ArchiveBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int flags;
  private int method;
  private int extra;
  private long claimed = -1;
  private long stored = -1;

  ArchiveBytes flags(int bits) {
    flags = bits;
    return this;
  }

  ArchiveBytes method(int number) {
    method = number;
    return this;
  }

  ArchiveBytes extra(int bytes) {
    extra = bytes;
    return this;
  }

  /** What the next file says of its length. */
  ArchiveBytes claimed(long bytes) {
    claimed = bytes;
    stored = bytes;
    return this;
  }

  /** What the next file says of its length in the archive. */
  ArchiveBytes stored(long bytes) {
    stored = bytes;
    return this;
  }

  /** A file; what was said of it holds for this one. */
  ArchiveBytes add(String name, byte[] content) {
    byte[] called = name.getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(content);
    ByteBuffer header =
        ByteBuffer.allocate(30 + called.length + extra)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(ArchiveEntry.SIGNATURE)
            .putShort((short) 10)
            .putShort((short) flags)
            .putShort((short) method)
            .putInt(0)
            .putInt((int) crc.getValue())
            .putInt((int) (stored < 0 ? content.length : stored))
            .putInt((int) (claimed < 0 ? content.length : claimed))
            .putShort((short) called.length)
            .putShort((short) extra)
            .put(called);
    out.writeBytes(header.array());
    out.writeBytes(content);
    flags = 0;
    method = 0;
    extra = 0;
    claimed = -1;
    stored = -1;
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
