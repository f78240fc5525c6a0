package dev.alexandrite.core.data;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Writes the file of a {@link DiskCache}. Little-endian: magic, length of the identity, number of
 * images, checksum of the rest of the head; identity; for each image the offset of its pixels,
 * height, width and the pixels' checksum; pixels. Checksums are CRC-32C.
 */
final class DiskCacheFile {
  /** "AXPIXEL2" read as a little-endian number; 1 had no checksums. */
  static final long MAGIC = 0x324C455849505841L;

  /** Magic, length of the identity, number of images, checksum. */
  static final int PREFIX = Long.BYTES + 3 * Integer.BYTES;

  /** Offset, height, width and checksum of one image. */
  static final int ENTRY = Long.BYTES + 3 * Integer.BYTES;

  private DiskCacheFile() {}

  /** What a file says it holds: a source that says the same has these pixels. */
  static byte[] identity(Dataset source) {
    String text = source.fingerprint() + "/" + PixelSample.of(source, () -> false).orElseThrow();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }

  /** Writes beside the file and renames, so that a file of this name is always complete. */
  static void write(Dataset source, byte[] identity, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    UnfinishedCache.deleteAbandoned(file);
    try (UnfinishedCache unfinished = UnfinishedCache.create(file)) {
      writeTo(unfinished.channel(), source, identity);
      unfinished.becomes(file);
    }
  }

  private static void writeTo(FileChannel channel, Dataset source, byte[] identity)
      throws IOException {
    ByteBuffer head =
        ByteBuffer.allocate(Math.addExact(PREFIX + identity.length, ENTRY * source.size()))
            .order(ByteOrder.LITTLE_ENDIAN);
    head.position(PREFIX).put(identity);
    long at = head.capacity();
    for (int index = 0; index < source.size(); index++) {
      Image image = source.image(index);
      ByteBuffer pixels = ByteBuffer.wrap(image.rgb());
      head.putLong(at).putInt(image.height()).putInt(image.width());
      head.putInt(checksum(pixels.duplicate()));
      at = writeFully(channel, pixels, at);
    }
    head.flip();
    int checksum = checksum(head.slice(PREFIX, head.limit() - PREFIX));
    head.putLong(MAGIC).putInt(identity.length).putInt(source.size()).putInt(checksum);
    writeFully(channel, head.rewind(), 0);
  }

  private static long writeFully(FileChannel channel, ByteBuffer bytes, long at)
      throws IOException {
    long end = at;
    while (bytes.hasRemaining()) {
      end += channel.write(bytes, end);
    }
    return end;
  }
}
