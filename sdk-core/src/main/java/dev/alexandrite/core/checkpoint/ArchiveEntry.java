package dev.alexandrite.core.checkpoint;

import dev.alexandrite.core.json.Brief;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file in an archive, as its header in front of it says (PKWARE's APPNOTE, 4.3.7). Archives of
 * checkpoints have one form: the manifest, then the weights, both stored and of a known length, so
 * that one byte of the archive is one byte of a file, and what a file claims can be compared with
 * what is there before memory is taken for it.
 *
 * @param name the file's name
 * @param headerBytes the length of the header
 * @param bytes the length of the file behind it
 */
record ArchiveEntry(String name, int headerBytes, long bytes) {
  /** The files of an archive, in their order. */
  static final List<String> FILES = List.of(ManifestFile.NAME, CheckpointWriter.WEIGHTS);

  /** The most bytes of a file: one more means that the length is elsewhere. */
  static final long MOST_BYTES = 0xFFFF_FFFEL;

  /** What the header of an archive's first file begins with, and so the archive. */
  static final int SIGNATURE = 0x0403_4b50;

  private static final int FIXED_BYTES = 30;
  private static final int ENCRYPTED = 1;
  private static final int LENGTH_BEHIND = 1 << 3;

  private static final String FORM =
      "; an archive is written by Classifier.pack, or by zip -0 -X of "
          + String.join(" and ", FILES)
          + ", in this order and without their folder";

  /** Reads a header at the channel's position, and requires that it is of a file. */
  static ArchiveEntry read(String archive, String file, ReadableByteChannel channel)
      throws IOException {
    ByteBuffer fixed = fill(channel, FIXED_BYTES);
    if (fixed.getInt(0) != SIGNATURE) {
      throw malformed(archive, "no file where " + file + " should begin");
    }
    int nameBytes = Short.toUnsignedInt(fixed.getShort(26));
    int extraBytes = Short.toUnsignedInt(fixed.getShort(28));
    String found =
        new String(fill(channel, nameBytes).array(), StandardCharsets.UTF_8); // at most 64 KiB
    if (!found.equals(file)) {
      throw malformed(archive, "the file " + Brief.of(found) + " where " + file + " should be");
    }
    fill(channel, extraBytes);
    int flags = fixed.getShort(6);
    if ((flags & ENCRYPTED) != 0) {
      throw malformed(archive, file + " is encrypted");
    }
    if (fixed.getShort(8) != 0) {
      throw malformed(archive, file + " is compressed, not stored");
    }
    long bytes = Integer.toUnsignedLong(fixed.getInt(22));
    if ((flags & LENGTH_BEHIND) != 0 || bytes > MOST_BYTES) {
      throw malformed(archive, file + " is preceded by no length");
    }
    if (fixed.getInt(18) != fixed.getInt(22)) {
      throw malformed(archive, file + " is stored in another length than it has");
    }
    return new ArchiveEntry(file, FIXED_BYTES + nameBytes + extraBytes, bytes);
  }

  private static DamagedException malformed(String archive, String found) {
    return new DamagedException(
        archive + " is no archive of a checkpoint: found " + found, FORM, null);
  }

  private static ByteBuffer fill(ReadableByteChannel channel, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("it ends early");
      }
    }
    return buffer.flip();
  }
}
