package dev.alexandrite.observe.file;

import dev.alexandrite.SafeText;
import dev.alexandrite.TrainingException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.SyncFailedException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that grows by pieces, each written at once; what a kill tore of one is for the next reader
 * to cut off. A disk that is full costs pieces, not the run: it is warned of once, and the next
 * piece is tried again.
 *
 * <p>A {@link RandomAccessFile}, since a channel is closed for ever when its thread is interrupted,
 * which for a training thread is a cancellation.
 */
public final class AppendFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AppendFile.class.getName());

  private final Path path;
  private final RandomAccessFile file;
  private long length;
  private long lost;

  private AppendFile(Path path, long length) throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(new File(path.toString()), "rw");
    this.length = length;
    boolean cut = false;
    try {
      if (file.length() > length) {
        file.setLength(length);
      }
      cut = true;
    } finally {
      if (!cut) {
        file.close();
      }
    }
  }

  /**
   * Opens a file, or makes it, with the folders above it.
   *
   * @param path the file, on the default file system
   * @param length what is kept of it, in bytes; the rest is cut off
   * @return the file, to be closed
   * @throws TrainingException if nothing can be written there
   */
  public static AppendFile open(Path path, long length) {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return new AppendFile(path, length);
    } catch (IOException | UnsupportedOperationException e) {
      throw new TrainingException(
          "nothing can be written to "
              + path
              + ": "
              + e
              + "; name a file in a folder that this process may write to",
          e);
    }
  }

  /**
   * Appends a piece.
   *
   * @param piece its bytes
   */
  public void append(byte[] piece) {
    try {
      file.seek(length);
      file.write(piece);
      length += piece.length;
      if (lost > 0) {
        LOG.log(
            System.Logger.Level.WARNING,
            SafeText.of(path) + " grows again; " + lost + " entries are missing in it");
        lost = 0;
      }
    } catch (IOException e) {
      lost++;
      if (lost == 1) {
        LOG.log(
            System.Logger.Level.WARNING,
            SafeText.of(path)
                + " does not grow: "
                + SafeText.of(e)
                + "; training goes on without, and the next entry is tried again. Is the disk"
                + " full?");
      }
    }
  }

  /** Waits until the device has what was written. */
  public void sync() {
    try {
      file.getFD().sync();
    } catch (SyncFailedException e) {
      LOG.log(
          System.Logger.Level.DEBUG,
          () -> SafeText.of(path) + ": this file system cannot be waited for");
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          SafeText.of(path) + " may not be on the device: " + SafeText.of(e));
    }
  }

  @Override
  public void close() {
    try {
      if (file.length() > length) {
        file.setLength(length); // a piece that was written in part
      }
      file.close();
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          SafeText.of(path) + " could not be closed: " + SafeText.of(e));
    }
  }
}
