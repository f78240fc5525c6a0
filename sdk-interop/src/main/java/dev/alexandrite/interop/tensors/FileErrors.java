package dev.alexandrite.interop.tensors;

import dev.alexandrite.interop.ModelFileException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The messages about files. */
public final class FileErrors {
  private FileErrors() {}

  /**
   * A file that is not read.
   *
   * @param file the file
   * @param finding what was found where, and what was expected
   * @param remedy what to do
   * @return the exception
   */
  public static ModelFileException of(Path file, String finding, String remedy) {
    return new ModelFileException(file + ": " + finding + "; " + remedy);
  }

  /**
   * A file that is not what its format says.
   *
   * @param file the file
   * @param cause says what was found where, and quotes no more of the file than needed
   * @return the exception
   */
  public static ModelFileException damaged(Path file, Exception cause) {
    return new ModelFileException(
        file
            + ": "
            + cause.getMessage()
            + "; the file is damaged or not what its name says: get it again from where it was"
            + " made",
        cause);
  }

  /**
   * Looks at a file before it is opened: a pipe would be waited for, a device has no end.
   *
   * @param file the file
   * @return what it is now
   * @throws ModelFileException if it is missing, or no regular file
   */
  public static TensorFile regular(Path file) {
    try {
      return TensorFile.of(file);
    } catch (NoSuchFileException e) {
      throw new ModelFileException(file + " does not exist; check the path", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * A file that the operating system does not hand over.
   *
   * @param file the file
   * @param cause why
   * @return the exception
   */
  public static ModelFileException unreadable(Path file, IOException cause) {
    String remedy =
        cause instanceof ClosedByInterruptException
            ? "the thread was interrupted: open it again"
            : "check the path, its permissions and the disk";
    return new ModelFileException(file + " cannot be read: " + cause + "; " + remedy, cause);
  }
}
