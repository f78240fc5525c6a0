package dev.alexandrite.core.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows the files of an archive and ends it (PKWARE's APPNOTE, 4.3.12 and 4.3.16). Other
 * tools find the files by it, so that an archive in which it says anything else than the headers in
 * front of the files would be two models, one for them and one for us.
 */
final class ArchiveDirectory {
  private static final int FILE_SIGNATURE = 0x0201_4b50;
  private static final int END_SIGNATURE = 0x0605_4b50;
  private static final int FILE_BYTES = 46;
  private static final int END_BYTES = 22;

  /** Of two files with short names, and whatever a tool adds of dates and owners. */
  private static final int MOST_BYTES = 4096;

  /** Where a file's header begins, and the file's length. */
  record Place(String file, long header, long bytes) {}

  private ArchiveDirectory() {}

  /** Requires a directory of these files behind the last of them, and nothing behind it. */
  static void require(String archive, FileChannel channel, long begin, List<Place> places)
      throws IOException {
    long length = channel.size() - begin;
    if (length < END_BYTES || length > MOST_BYTES) {
      throw malformed(
          archive,
          begin,
          length + " bytes behind the last file, expected " + END_BYTES + " to " + MOST_BYTES);
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = begin; bytes.hasRemaining(); at = begin + bytes.position()) {
      if (channel.read(bytes, at) < 0) {
        throw malformed(archive, begin, "a file that becomes shorter");
      }
    }
    bytes.flip();
    List<Place> found = new ArrayList<>();
    while (bytes.remaining() >= FILE_BYTES && bytes.getInt(bytes.position()) == FILE_SIGNATURE) {
      found.add(place(archive, begin, bytes));
    }
    if (!found.equals(places)) {
      throw malformed(archive, begin, "a directory of " + found + ", expected " + places);
    }
    requireEnd(archive, begin, bytes, places.size());
  }

  private static Place place(String archive, long begin, ByteBuffer bytes) {
    int at = bytes.position();
    int name = Short.toUnsignedInt(bytes.getShort(at + 28));
    int more =
        Short.toUnsignedInt(bytes.getShort(at + 30)) + Short.toUnsignedInt(bytes.getShort(at + 32));
    if (FILE_BYTES + name + more > bytes.remaining()) {
      throw malformed(archive, begin + at, "a directory that ends early");
    }
    long stored = Integer.toUnsignedLong(bytes.getInt(at + 20));
    long length = Integer.toUnsignedLong(bytes.getInt(at + 24));
    if (bytes.getShort(at + 10) != 0 || stored != length) {
      throw malformed(archive, begin + at, "a file in the directory that is compressed");
    }
    byte[] file = new byte[name];
    bytes.get(at + FILE_BYTES, file);
    bytes.position(at + FILE_BYTES + name + more);
    return new Place(
        new String(file, StandardCharsets.UTF_8),
        Integer.toUnsignedLong(bytes.getInt(at + 42)),
        length);
  }

  private static void requireEnd(String archive, long begin, ByteBuffer bytes, int files) {
    int at = bytes.position();
    boolean ends =
        bytes.remaining() == END_BYTES
            && bytes.getInt(at) == END_SIGNATURE
            && bytes.getInt(at + 4) == 0 // one disk
            && bytes.getShort(at + 8) == files
            && bytes.getShort(at + 10) == files
            && bytes.getInt(at + 12) == at
            && Integer.toUnsignedLong(bytes.getInt(at + 16)) == begin
            && bytes.getShort(at + 20) == 0; // no comment
    if (!ends) {
      throw malformed(archive, begin + at, "something else than the end of its directory");
    }
  }

  private static DamagedException malformed(String archive, long place, String found) {
    return new DamagedException(
        archive
            + " does not end as an archive of a checkpoint does: found, at byte "
            + place
            + ", "
            + found,
        ArchiveFiles.REMEDY,
        null);
  }
}
