package dev.alexandrite.interop.tensors;

import dev.alexandrite.interop.ModelFileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that was looked through, and is opened again for its values.
 *
 * @param path the file
 * @param size its length when it was looked through
 */
public record TensorFile(Path path, long size) {
  /**
   * Opens the file.
   *
   * @return a channel, closed by the caller
   * @throws IOException if it cannot be opened
   * @throws ModelFileException if it is not as long as it was
   */
  FileChannel open() throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      if (channel.size() != size) {
        throw FileErrors.of(
            path,
            "it has " + channel.size() + " bytes, but had " + size + " when it was opened",
            "open it again, and leave it alone while it is read");
      }
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
