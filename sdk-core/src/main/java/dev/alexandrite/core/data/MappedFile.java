package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Files mapped into memory, under which the disk may change. */
final class MappedFile {
  private MappedFile() {}

  /** Refuses what cannot be mapped; a pipe would keep whoever opens it waiting. */
  static void requireFile(String what, Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new DataException(
          what
              + " "
              + file
              + ": it is "
              + (Files.isDirectory(file) ? "a folder" : "a pipe, a device or a socket")
              + ", expected a file; choose another name, or put the file there");
    }
  }

  /** What is read, or an error that names the file if its end is not there any more. */
  static <T> T reading(Path file, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InternalError e) { // Java's word for a page that the file does not have
      throw new DataException(
          file
              + " became shorter, or its disk failed, while it was in use; restore it and start"
              + " again: files of a data set stay as they are as long as it is open",
          e);
    }
  }
}
