package dev.alexandrite.interop.tensors;

import dev.alexandrite.interop.ModelFileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that was looked through, and is read again for its values: only as long as it is still the
 * same one, since other bytes at the same places would be wrong weights without a word.
 *
 * @param path the file
 * @param size its length when it was looked through
 * @param modified when it was last written to at that time
 * @param key what the system knows it by, which another file of the same name has not; null where
 *     the system has none
 */
public record TensorFile(Path path, long size, FileTime modified, @Nullable Object key) {
  private static final String AGAIN = "open it again, and leave it alone while it is read";

  /**
   * Looks at a file before it is opened.
   *
   * @param path the file
   * @return what it is now
   * @throws IOException if it cannot be looked at
   * @throws ModelFileException if it is a folder, a pipe or a device, some of which have no end
   */
  public static TensorFile of(Path path) throws IOException {
    BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
    if (!found.isRegularFile()) {
      throw FileErrors.of(path, "it is no regular file", "give the file itself");
    }
    return new TensorFile(path, found.size(), found.lastModifiedTime(), found.fileKey());
  }

  /**
   * Opens the file.
   *
   * @return a channel, closed by the caller
   * @throws IOException if it cannot be opened
   * @throws ModelFileException if it is not the file that it was
   */
  FileChannel open() throws IOException {
    requireSame();
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      requireSame(); // so what was opened is that file
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Compares the file with what it was.
   *
   * @throws IOException if it cannot be looked at
   * @throws ModelFileException if it was written to, replaced or deleted
   */
  void requireSame() throws IOException {
    TensorFile now;
    try {
      now = of(path);
    } catch (NoSuchFileException e) {
      throw FileErrors.of(path, "it is not there any more", "weights are read when they are used");
    }
    requireUnwritten(now);
    if (!Objects.equals(now.key, key)) {
      throw FileErrors.of(path, "it was replaced by another file since it was opened", AGAIN);
    }
  }

  private void requireUnwritten(TensorFile now) {
    if (now.size != size) {
      throw FileErrors.of(
          path, "it has " + now.size + " bytes, but had " + size + " when it was opened", AGAIN);
    }
    if (Objects.equals(now.key, key) && !now.modified.equals(modified)) {
      throw FileErrors.of(path, "it was written to since it was opened", AGAIN);
    }
  }

  /**
   * Reads values of mapped files. One that is replaced or deleted meanwhile stays as it was in its
   * map; one that is written to changes there.
   *
   * @param files those that were mapped
   * @param tensor whose values they are, for messages
   * @param reading reads them
   * @throws ModelFileException if a file was written to before the end
   */
  public static void readMapped(Collection<TensorFile> files, String tensor, Runnable reading) {
    files.forEach(TensorFile::requireMapped);
    try {
      reading.run();
    } catch (InternalError e) { // Java's word for a page that the file does not have any more
      throw new ModelFileException(
          files.stream().map(file -> file.path.toString()).toList()
              + ": tensor "
              + tensor
              + " cannot be read: the file became shorter, or its disk failed, while it was in"
              + " use; "
              + AGAIN,
          e);
    }
    files.forEach(TensorFile::requireMapped);
  }

  private void requireMapped() {
    TensorFile now;
    try {
      now = of(path);
    } catch (IOException | ModelFileException e) {
      return; // it is gone, but for its map
    }
    if (Objects.equals(now.key, key)) {
      requireUnwritten(now);
    }
  }
}
