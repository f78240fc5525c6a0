package dev.alexandrite.interop.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The end of a zip archive, which says where its directory is.
 *
 * @param directory where that begins in the file
 * @param directoryBytes its length
 * @param entries how many entries it has
 */
record ZipEnd(long directory, long directoryBytes, long entries) {
  private static final int SIGNATURE = 0x06054b50;
  private static final int BYTES = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int SIGNATURE_64 = 0x06064b50;
  private static final int BYTES_64 = 56;
  private static final long IN_ZIP64 = 0xFFFF_FFFFL;
  private static final int MANY = 0xFFFF;

  /** Enough for 100,000 records. */
  private static final int LONGEST_DIRECTORY = 1 << 24;

  private static final int SHORTEST_ENTRY = 46;

  /** Looks for it from the end of the file. */
  static ZipEnd find(FileChannel channel) throws IOException {
    long size = channel.size();
    int tail = (int) Math.min(size, BYTES + LONGEST_COMMENT);
    ByteBuffer bytes = ZipRecords.bytes(channel, size - tail, tail);
    for (int at = tail - BYTES; at >= 0; at--) {
      if (bytes.getInt(at) == SIGNATURE) {
        return checked(read(channel, bytes, at, size - tail + at), size);
      }
    }
    throw new PickleException("it begins as a zip archive, but the end of one is missing");
  }

  private static ZipEnd read(FileChannel channel, ByteBuffer tail, int at, long place)
      throws IOException {
    long entries = Short.toUnsignedLong(tail.getShort(at + 10));
    long bytes = Integer.toUnsignedLong(tail.getInt(at + 12));
    long directory = Integer.toUnsignedLong(tail.getInt(at + 16));
    boolean large = entries == MANY || bytes == IN_ZIP64 || directory == IN_ZIP64;
    if (!large || place < LOCATOR_BYTES) {
      return new ZipEnd(directory, bytes, entries);
    }
    ByteBuffer locator = ZipRecords.bytes(channel, place - LOCATOR_BYTES, LOCATOR_BYTES);
    long end64 = locator.getLong(8);
    if (locator.getInt(0) != LOCATOR_SIGNATURE || end64 < 0 || end64 > place - BYTES_64) {
      return new ZipEnd(directory, bytes, entries);
    }
    ByteBuffer record = ZipRecords.bytes(channel, end64, BYTES_64);
    if (record.getInt(0) != SIGNATURE_64) {
      throw new PickleException("the end of the zip archive is damaged");
    }
    return new ZipEnd(record.getLong(48), record.getLong(40), record.getLong(32));
  }

  private static ZipEnd checked(ZipEnd end, long size) {
    if (end.directory < 0
        || end.directoryBytes < 0
        || end.directory > size
        || end.directoryBytes > size - end.directory
        || end.directoryBytes > LONGEST_DIRECTORY
        || end.entries < 0
        || end.entries > end.directoryBytes / SHORTEST_ENTRY) {
      throw new PickleException(
          "the archive's directory of "
              + end.entries
              + " entries in "
              + end.directoryBytes
              + " bytes at "
              + end.directory
              + " is not in this file of "
              + size
              + " bytes, or too large");
    }
    return end;
  }
}
