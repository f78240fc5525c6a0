package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A data set whose decoded pixels lie in a file, mapped into memory outside the heap. */
final class DiskCache extends ForwardingDataset {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment mapped;
  private final long table;

  private DiskCache(Dataset source, MemorySegment mapped, long table) {
    super(source);
    this.mapped = mapped;
    this.table = table;
  }

  static DiskCache open(Dataset source, Path file) {
    try {
      if (!Files.exists(file)) {
        DiskCacheFile.write(source, file);
      }
      return map(source, file);
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

  private static DiskCache map(Dataset source, Path file) throws IOException {
    MemorySegment mapped;
    try (FileChannel channel = FileChannel.open(file)) {
      mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    }
    byte[] expected = source.fingerprint().getBytes(StandardCharsets.UTF_8);
    long table = (long) DiskCacheFile.PREFIX + expected.length;
    long pixels = table + (long) DiskCacheFile.ENTRY * source.size();
    if (mapped.byteSize() < pixels
        || mapped.get(LONG, 0) != DiskCacheFile.MAGIC
        || mapped.get(INT, Long.BYTES) != expected.length
        || mapped.get(INT, Long.BYTES + Integer.BYTES) != source.size()
        || mapped
                .asSlice(DiskCacheFile.PREFIX, expected.length)
                .mismatch(MemorySegment.ofArray(expected))
            != -1) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "image cache %s: it is not a cache of this data set, whose fingerprint is %s; delete "
                  + "it or choose another file",
              file,
              source.fingerprint()));
    }
    var cache = new DiskCache(source, mapped, table);
    if (cache.endOf(source.size() - 1) != mapped.byteSize()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "image cache %s: found %d bytes, expected %d; delete it, and it is written again",
              file,
              mapped.byteSize(),
              cache.endOf(source.size() - 1)));
    }
    return cache;
  }

  private long endOf(int index) {
    return offset(index) + 3L * height(index) * width(index);
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

  @Override
  public Image image(int index) {
    byte[] rgb = new byte[3 * height(index) * width(index)];
    MemorySegment.copy(mapped, ValueLayout.JAVA_BYTE, offset(index), rgb, 0, rgb.length);
    return new Image(height(index), width(index), rgb);
  }
}
