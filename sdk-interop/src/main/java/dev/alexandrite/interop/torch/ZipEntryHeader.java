package dev.alexandrite.interop.torch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An entry of a zip archive's directory.
 *
 * @param name the record's name
 * @param isPlain whether its bytes are neither compressed nor encrypted
 * @param size how many they are in the file
 * @param local where its own header begins in the file
 */
record ZipEntryHeader(String name, boolean isPlain, long size, long local) {
  private static final int ENCRYPTED = 1;
  private static final int ZIP64 = 1;
  private static final long IN_ZIP64 = 0xFFFF_FFFFL;

  /** Reads an entry of which the fixed part is known to be there. */
  static ZipEntryHeader read(ByteBuffer directory) {
    int at = directory.position();
    int flags = Short.toUnsignedInt(directory.getShort(at + 8));
    int method = Short.toUnsignedInt(directory.getShort(at + 10));
    long packed = Integer.toUnsignedLong(directory.getInt(at + 20));
    long size = Integer.toUnsignedLong(directory.getInt(at + 24));
    int nameBytes = Short.toUnsignedInt(directory.getShort(at + 28));
    int extraBytes = Short.toUnsignedInt(directory.getShort(at + 30));
    int commentBytes = Short.toUnsignedInt(directory.getShort(at + 32));
    long local = Integer.toUnsignedLong(directory.getInt(at + 42));
    directory.position(at + 46);
    if (directory.remaining() < nameBytes + extraBytes + commentBytes) {
      throw new PickleException("the archive's directory ends early");
    }
    byte[] name = new byte[nameBytes];
    directory.get(name);
    ByteBuffer extra = directory.slice(directory.position(), extraBytes).order(directory.order());
    directory.position(directory.position() + extraBytes + commentBytes);
    // The large fields have the values that did not fit, in this order, and no others.
    ByteBuffer large = zip64(extra);
    size = size == IN_ZIP64 ? next(large) : size;
    packed = packed == IN_ZIP64 ? next(large) : packed;
    local = local == IN_ZIP64 ? next(large) : local;
    boolean plain = method == 0 && (flags & ENCRYPTED) == 0;
    if (plain && packed != size) {
      throw new PickleException("an archive's record that is stored has two sizes");
    }
    return new ZipEntryHeader(new String(name, StandardCharsets.UTF_8), plain, packed, local);
  }

  private static ByteBuffer zip64(ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int kind = Short.toUnsignedInt(extra.getShort());
      int bytes = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
      ByteBuffer field = extra.slice(extra.position(), bytes).order(extra.order());
      if (kind == ZIP64) {
        return field;
      }
      extra.position(extra.position() + bytes);
    }
    return ByteBuffer.allocate(0);
  }

  private static long next(ByteBuffer large) {
    if (large.remaining() < Long.BYTES) {
      throw new PickleException("an archive's record of more than 4 GiB does not say how many");
    }
    return large.getLong();
  }

  /** Whether its name is a path that ends elsewhere, for whoever would unpack it. */
  boolean leavesArchive() {
    return name.startsWith("/")
        || name.contains("\\")
        || name.contains(":")
        || ("/" + name + "/").contains("/../");
  }
}
