package dev.alexandrite.core.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Archives byte by byte, so that each field can be wrong. */
final class ArchiveBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private int files;
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
    int header = out.size();
    CRC32 crc = new CRC32();
    crc.update(content);
    ByteBuffer local =
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
    out.writeBytes(local.array());
    out.writeBytes(content);
    directory.writeBytes(
        ByteBuffer.allocate(46 + called.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x0201_4b50)
            .putShort((short) 10)
            .put(local.array(), 4, 24)
            .putShort(32, (short) 0)
            .putInt(42, header)
            .position(46)
            .put(called)
            .array());
    files++;
    flags = 0;
    method = 0;
    extra = 0;
    claimed = -1;
    stored = -1;
    return this;
  }

  /** What precedes the directory. */
  byte[] toBytesAlone() {
    return out.toByteArray();
  }

  /** With the directory that belongs to it. */
  byte[] toBytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(out.toByteArray());
    all.writeBytes(directory.toByteArray());
    all.writeBytes(
        ByteBuffer.allocate(22)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x0605_4b50)
            .putShort(8, (short) files)
            .putShort(10, (short) files)
            .putInt(12, directory.size())
            .putInt(16, out.size())
            .array());
    return all.toByteArray();
  }
}
