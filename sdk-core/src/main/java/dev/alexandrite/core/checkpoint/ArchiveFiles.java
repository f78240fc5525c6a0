package dev.alexandrite.core.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files of a checkpoint that lies in an archive, each a part of that file. */
final class ArchiveFiles implements CheckpointFiles {
  static final String REMEDY = "; the archive is damaged: copy it again, or pack it anew";

  private final Path archive;
  private final Map<String, Part> parts = new HashMap<>();

  /** Where a file lies in the archive. */
  private record Part(long begin, long bytes) {}

  private ArchiveFiles(Path archive) throws IOException {
    this.archive = archive;
    try (FileChannel channel = channel()) {
      long place = 0;
      List<ArchiveDirectory.Place> places = new ArrayList<>();
      for (String file : ArchiveEntry.FILES) {
        ArchiveEntry entry = ArchiveEntry.read(name(), file, channel.position(place));
        places.add(new ArchiveDirectory.Place(file, place, entry.bytes()));
        long begin = place + entry.headerBytes();
        place = begin + entry.bytes();
        if (place > channel.size()) {
          throw new DamagedException(
              name(file)
                  + ": found an archive of "
                  + channel.size()
                  + " bytes, expected one of at least "
                  + place,
              REMEDY,
              null);
        }
        parts.put(file, new Part(begin, entry.bytes()));
      }
      ArchiveDirectory.require(name(), channel, place, places);
    }
  }

  /** Looks where the files lie, and that the archive holds them and nothing else. */
  static ArchiveFiles open(Path archive) {
    try {
      return new ArchiveFiles(archive);
    } catch (IOException e) {
      throw new DamagedException(archive + " cannot be read: " + e, REMEDY, e);
    }
  }

  /** Whether a file begins as archives do. */
  static boolean isArchive(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer begin = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      int read = 0;
      while (begin.hasRemaining() && read >= 0) {
        read = channel.read(begin);
      }
      return !begin.hasRemaining() && begin.getInt(0) == ArchiveEntry.SIGNATURE;
    } catch (IOException e) {
      throw new DamagedException(file + " cannot be read: " + e, REMEDY, e);
    }
  }

  private FileChannel channel() throws IOException {
    return FileChannel.open(archive, StandardOpenOption.READ);
  }

  @Override
  public String name() {
    return archive.toString();
  }

  @Override
  public String name(String file) {
    return archive + "!" + file;
  }

  @Override
  public boolean has(String file) {
    return parts.containsKey(file);
  }

  @Override
  public long size(String file) {
    return part(file).bytes;
  }

  @Override
  public SeekableByteChannel open(String file) throws IOException {
    Part part = part(file);
    FileChannel whole = channel();
    return new PartChannel(whole.position(part.begin), part.bytes, whole, part.begin);
  }

  @Override
  public String remedy() {
    return REMEDY;
  }

  private Part part(String file) {
    return Objects.requireNonNull(parts.get(file), file);
  }
}
