package dev.alexandrite.interop.torch;

import dev.alexandrite.core.json.Brief;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the records of a zip archive lie. PyTorch stores them as they are, so that their bytes can
 * be read in place, which no archive class of the JDK tells; compressed ones are refused.
 */
final class ZipRecords {
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int CENTRAL_SIGNATURE = 0x02014b50;
  private static final int CENTRAL_BYTES = 46;

  private final FileChannel channel;
  private final ZipEnd end;
  private final Map<String, Place> records = new LinkedHashMap<>();

  private ZipRecords(FileChannel channel, ZipEnd end) {
    this.channel = channel;
    this.end = end;
  }

  /**
   * A record.
   *
   * @param name its name, with the archive's folder in front
   * @param header where its header begins in the file
   * @param begin where its bytes begin
   * @param size how many they are in the file
   * @param plain whether they are the record's own, neither compressed nor encrypted
   */
  record Place(String name, long header, long begin, long size, boolean plain) {
    /** Refuses bytes that would have to be unpacked. */
    Place requirePlain() {
      if (!plain) {
        throw new PickleException(
            "the archive's record "
                + Brief.of(name)
                + " is compressed or encrypted, which torch.save never does",
            "save it again with torch.save");
      }
      return this;
    }
  }

  /** All records by name. */
  static Map<String, Place> read(FileChannel channel) throws IOException {
    ZipRecords records = new ZipRecords(channel, ZipEnd.find(channel));
    records.readDirectory();
    records.requireApart();
    return records.records;
  }

  private void readDirectory() throws IOException {
    ByteBuffer directory = bytes(channel, end.directory(), (int) end.directoryBytes());
    for (long i = 0; i < end.entries(); i++) {
      if (directory.remaining() < CENTRAL_BYTES
          || directory.getInt(directory.position()) != CENTRAL_SIGNATURE) {
        throw new PickleException("the archive's directory is damaged at entry " + i);
      }
      Place entry = locate(ZipEntryHeader.read(directory));
      if (records.put(entry.name(), entry) != null) {
        throw new PickleException("the archive has " + Brief.of(entry.name()) + " twice");
      }
    }
  }

  private Place locate(ZipEntryHeader entry) throws IOException {
    String name = Brief.of(entry.name());
    if (entry.leavesArchive()) {
      throw new PickleException("the archive's record " + name + " leads out of it");
    }
    if (entry.local() < 0 || entry.local() > end.directory() - LOCAL_BYTES) {
      throw new PickleException("the archive's record " + name + " begins outside of it");
    }
    ByteBuffer local = bytes(channel, entry.local(), LOCAL_BYTES);
    if (local.getInt(0) != LOCAL_SIGNATURE) {
      throw new PickleException("the archive's record " + name + " has no header");
    }
    int nameBytes = Short.toUnsignedInt(local.getShort(26));
    long begin = entry.local() + LOCAL_BYTES + nameBytes + Short.toUnsignedInt(local.getShort(28));
    if (entry.size() < 0 || begin > end.directory() || entry.size() > end.directory() - begin) {
      throw new PickleException(
          "the archive's record " + name + " of " + entry.size() + " bytes ends outside of it");
    }
    ByteBuffer own = bytes(channel, entry.local() + LOCAL_BYTES, nameBytes);
    if (!StandardCharsets.UTF_8.decode(own).toString().equals(entry.name())) {
      throw new PickleException("the archive's record " + name + " has another name in its header");
    }
    return new Place(entry.name(), entry.local(), begin, entry.size(), entry.isPlain());
  }

  private void requireApart() {
    List<Place> sorted = new ArrayList<>(records.values());
    sorted.sort(Comparator.comparingLong(Place::header));
    for (int i = 1; i < sorted.size(); i++) {
      Place before = sorted.get(i - 1);
      if (before.begin() + before.size() > sorted.get(i).header()) {
        throw new PickleException(
            "the archive's records "
                + Brief.of(before.name())
                + " and "
                + Brief.of(sorted.get(i).name())
                + " lie on each other");
      }
    }
  }

  /** Bytes of the archive, all of which lie within it. */
  static ByteBuffer bytes(FileChannel channel, long begin, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, begin + bytes.position()) < 0) {
        throw new EOFException("the archive ends early");
      }
    }
    return bytes.flip();
  }
}
