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
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes the file of a {@link DiskCache}. Little-endian: magic, length of the fingerprint, number
 * of images; fingerprint; for each image the offset of its pixels, height and width; pixels.
 */
final class DiskCacheFile {
  /** "AXPIXEL1" read as a little-endian number. */
  static final long MAGIC = 0x314C455849505841L;

  /** Magic, length of the fingerprint, number of images. */
  static final int PREFIX = Long.BYTES + 2 * Integer.BYTES;

  /** Offset, height and width of one image. */
  static final int ENTRY = Long.BYTES + 2 * Integer.BYTES;

  private DiskCacheFile() {}

  /** Writes beside the file and renames, so that a file of this name is always complete. */
  static void write(Dataset source, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path unfinished = Files.createTempFile(folder, file.getFileName() + ".", ".part");
    try {
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        writeTo(channel, source);
        channel.force(true);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void writeTo(FileChannel channel, Dataset source) throws IOException {
    byte[] fingerprint = source.fingerprint().getBytes(StandardCharsets.UTF_8);
    ByteBuffer head =
        ByteBuffer.allocate(PREFIX + fingerprint.length + ENTRY * source.size())
            .order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(MAGIC).putInt(fingerprint.length).putInt(source.size()).put(fingerprint);
    long at = head.capacity();
    for (int index = 0; index < source.size(); index++) {
      Image image = source.image(index);
      head.putLong(at).putInt(image.height()).putInt(image.width());
      at = writeFully(channel, ByteBuffer.wrap(image.rgb()), at);
    }
    writeFully(channel, head.flip(), 0);
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
