package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A data set whose decoded pixels lie in a file, mapped into memory outside the heap. */
final class DiskCache extends ForwardingDataset {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final String REMEDY = "; delete it, and it is written again";

  private final Path file;
  private final MemorySegment mapped;
  private final long table;

  private DiskCache(Dataset source, Path file, MemorySegment mapped, long table) {
    super(source);
    this.file = file;
    this.mapped = mapped;
    this.table = table;
  }

  static DiskCache open(Dataset source, Path file) {
    MappedFile.requireFile("image cache", file);
    byte[] identity = DiskCacheFile.identity(source);
    try {
      if (!Files.exists(file)) {
        DiskCacheFile.write(source, identity, file);
      }
      MemorySegment mapped;
      try (FileChannel channel = FileChannel.open(file)) {
        mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      }
      return MappedFile.reading(file, () -> checked(source, file, mapped, identity));
    } catch (IOException e) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "image cache %s: it cannot be written or read (%s); it needs 3·height·width bytes an "
                  + "image: free space on the disk or choose another place",
              file,
              e),
          e);
    }
  }

  private static DiskCache checked(
      Dataset source, Path file, MemorySegment mapped, byte[] identity) {
    long table = (long) DiskCacheFile.PREFIX + identity.length;
    long pixels = table + (long) DiskCacheFile.ENTRY * source.size();
    if (mapped.byteSize() < pixels
        || mapped.get(LONG, 0) != DiskCacheFile.MAGIC
        || mapped.get(INT, Long.BYTES) != identity.length
        || mapped.get(INT, Long.BYTES + Integer.BYTES) != source.size()
        || mapped
                .asSlice(DiskCacheFile.PREFIX, identity.length)
                .mismatch(MemorySegment.ofArray(identity))
            != -1) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "image cache %s: it is not a cache of this data set, whose names, labels and pixels"
                  + " are others, or an earlier release wrote it; delete it or choose another file",
              file));
    }
    ByteBuffer head =
        mapped.asSlice(DiskCacheFile.PREFIX, pixels - DiskCacheFile.PREFIX).asByteBuffer();
    if (DiskCacheFile.checksum(head) != mapped.get(INT, Long.BYTES + 2 * Integer.BYTES)) {
      throw new DataException(
          String.format(Locale.ROOT, "image cache %s: its head is damaged%s", file, REMEDY));
    }
    DiskCache cache = new DiskCache(source, file, mapped, table);
    cache.requireEndToEnd(pixels);
    return cache;
  }

  /** Images follow each other to the end of the file. */
  private void requireEndToEnd(long from) {
    long at = from;
    for (int index = 0; index < size(); index++) {
      long bytes = 3L * height(index) * width(index);
      if (offset(index) != at
          || height(index) < 1
          || width(index) < 1
          || bytes > Integer.MAX_VALUE
          || bytes > mapped.byteSize() - at) {
        throw new DataException(
            String.format(
                Locale.ROOT, "image cache %s: image %d is damaged%s", file, index, REMEDY));
      }
      at += bytes;
    }
    if (at != mapped.byteSize()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "image cache %s: found %d bytes, expected %d%s",
              file,
              mapped.byteSize(),
              at,
              REMEDY));
    }
  }

  private long entry(int index) {
    return table + (long) DiskCacheFile.ENTRY * index;
  }

  private long offset(int index) {
    return mapped.get(LONG, entry(index));
  }

  private int height(int index) {
    return mapped.get(INT, entry(index) + Long.BYTES);
  }

  private int width(int index) {
    return mapped.get(INT, entry(index) + Long.BYTES + Integer.BYTES);
  }

  private int checksum(int index) {
    return mapped.get(INT, entry(index) + Long.BYTES + 2 * Integer.BYTES);
  }

  @Override
  public Image image(int index) {
    return MappedFile.reading(file, () -> read(index));
  }

  private Image read(int index) {
    byte[] rgb = new byte[3 * height(index) * width(index)];
    MemorySegment.copy(mapped, ValueLayout.JAVA_BYTE, offset(index), rgb, 0, rgb.length);
    if (DiskCacheFile.checksum(ByteBuffer.wrap(rgb)) != checksum(index)) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "image cache %s: the pixels of %s are not those that were written%s",
              file,
              name(index),
              REMEDY));
    }
    return new Image(height(index), width(index), rgb);
  }
}
