package dev.alexandrite.core.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of pixels that is being written, beside the file that it becomes. It is locked, so that
 * other processes can tell it from what a killed one left.
 *
 * @param path where it is
 * @param channel writes it, and holds the lock
 */
record UnfinishedCache(Path path, FileChannel channel) implements Closeable {
  private static final String SUFFIX = ".part";

  /** Another process may take a new file for abandoned before it is locked, but not every time. */
  private static final int TRIALS = 100;

  /**
   * What this process is writing. It is never opened a second time: POSIX drops the locks of a
   * process on a file as soon as any channel to it is closed.
   */
  private static final Set<Path> OWN = new HashSet<>();

  static UnfinishedCache create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    for (int trial = 0; trial < TRIALS; trial++) {
      synchronized (OWN) {
        Path path = Files.createTempFile(folder, file.getFileName() + ".", SUFFIX);
        OWN.add(path);
        @Nullable UnfinishedCache locked = null;
        try {
          locked = locked(path);
        } finally {
          if (locked == null) {
            OWN.remove(path);
          }
        }
        if (locked != null) {
          return locked;
        }
      }
    }
    throw new IOException("another process deletes what is written beside " + file);
  }

  /** Null if another process has deleted it meanwhile. */
  private static @Nullable UnfinishedCache locked(Path path) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return null;
    }
    boolean locked = false;
    try {
      locked = channel.lock().isValid() && Files.exists(path);
      return locked ? new UnfinishedCache(path, channel) : null;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  /** Deletes what killed processes left: a process that still writes holds a lock. */
  static void deleteAbandoned(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Pattern name =
        Pattern.compile(Pattern.quote(file.getFileName() + ".") + "[0-9]+" + Pattern.quote(SUFFIX));
    synchronized (OWN) {
      List<Path> left;
      try (Stream<Path> siblings = Files.list(folder)) {
        left =
            siblings
                .filter(sibling -> name.matcher(sibling.getFileName().toString()).matches())
                .filter(sibling -> Files.isRegularFile(sibling, LinkOption.NOFOLLOW_LINKS))
                .filter(sibling -> !OWN.contains(sibling))
                .toList();
      }
      for (Path unfinished : left) {
        deleteIfAbandoned(unfinished);
      }
    }
  }

  /** While the lock is held, so that a writer who waits for it finds the file gone. */
  private static void deleteIfAbandoned(Path unfinished) {
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // in use, gone, or not ours to delete
    }
  }

  /** Gives the finished file its name, in the place of any that has it. */
  void becomes(Path file) throws IOException {
    channel.force(true);
    Files.move(path, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(path);
    } finally {
      synchronized (OWN) {
        OWN.remove(path);
      }
    }
  }
}
