package dev.alexandrite.interop.tensors;

import dev.alexandrite.core.checkpoint.DiskTrouble;
import dev.alexandrite.interop.ModelFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written beside the one it is to replace, and takes its name when it is whole. What
 * is closed before that is deleted.
 */
public final class UnfinishedFile implements AutoCloseable {
  private static final String PREFIX = ".saving-";

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private final Path target;
  private final Path path;
  private boolean committed;

  private UnfinishedFile(Path target, Path path) {
    this.target = target;
    this.path = path;
  }

  /**
   * Where a file is to be written: its folder is made. A link is followed, so that it stays one.
   *
   * @param file the file
   * @return its absolute path
   * @throws IOException if the folder cannot be made
   * @throws ModelFileException if it is a folder
   */
  public static Path target(Path file) throws IOException {
    if (file.getFileName() == null || Files.isDirectory(file)) {
      throw new ModelFileException(file + " is a folder; give the name of a file to write");
    }
    Path target = file.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MOST_LINKS) {
        throw new ModelFileException(file + " is a link to itself; give the name of a file");
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    Files.createDirectories(target.getParent());
    return target;
  }

  /**
   * What cannot be written.
   *
   * @param file the file
   * @param cause why
   * @return the exception
   */
  public static ModelFileException unwritten(Path file, IOException cause) {
    String remedy =
        cause instanceof ClosedByInterruptException
            ? "the thread was interrupted: save again"
            : DiskTrouble.remedy(file, cause);
    return new ModelFileException(file + " cannot be written: " + cause + "; " + remedy, cause);
  }

  /**
   * Writes a file.
   *
   * @param target what it is to be called
   * @param content writes it
   * @return the file, forced to the device
   * @throws IOException if it cannot be written
   */
  public static UnfinishedFile write(Path target, Content content) throws IOException {
    UnfinishedFile file =
        new UnfinishedFile(target, target.resolveSibling(PREFIX + target.getFileName()));
    FileChannel created = file.create();
    boolean written = false;
    try (FileChannel channel = created) {
      content.write(Channels.newOutputStream(channel));
      channel.force(true);
      written = true;
    } finally {
      if (!written) {
        file.close();
      }
    }
    return file;
  }

  private FileChannel create() throws IOException {
    try {
      return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new ModelFileException(
          target
              + " cannot be written: "
              + path
              + " is there, left by a process that was killed while it saved, or in use by one"
              + " that still saves; wait for it, or delete that file",
          e);
    }
  }

  /** Writes bytes. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all of them.
     *
     * @param out where to; not closed
     * @throws IOException if that fails
     */
    void write(OutputStream out) throws IOException;
  }

  /**
   * Takes the name, in one step.
   *
   * @throws IOException if it cannot; what had the name before still has it
   */
  public void commit() throws IOException {
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    committed = true;
  }

  /** Deletes what has not been committed. What failed before matters more than this. */
  @Override
  public void close() {
    if (!committed) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        System.getLogger(UnfinishedFile.class.getName())
            .log(System.Logger.Level.WARNING, "what was saved in part cannot be deleted: " + e, e);
      }
    }
  }
}
