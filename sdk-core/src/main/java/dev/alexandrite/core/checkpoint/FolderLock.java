package dev.alexandrite.core.checkpoint;

import dev.alexandrite.SafeText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock by which one run owns a folder: an operating system's, on a file in it, so that a
 * process that is killed leaves none behind. The file stays; deleting it could let two in.
 */
final class FolderLock implements AutoCloseable {
  static final String NAME = ".lock";

  /** Far behind the text, which others can read meanwhile where locks are mandatory. */
  private static final long LOCKED_BYTE = 1L << 30;

  private static final int TEXT_BYTES = 1024;

  /**
   * The folders that this process owns. POSIX drops all locks of a process on a file as soon as the
   * process closes any channel to it: a second run in here must be refused before it opens one.
   */
  private static final Map<Path, String> HELD = new HashMap<>();

  /**
   * Channels on files that code of another class loader has locked, never closed for that reason.
   */
  private static final List<FileChannel> LEFT_OPEN = new ArrayList<>();

  private final Path folder;
  private final FileChannel channel;
  private final Object identity;
  private final @Nullable Exception unsupported;
  private boolean closed;

  private FolderLock(
      Path folder, FileChannel channel, Object identity, @Nullable Exception unsupported) {
    this.folder = folder;
    this.channel = channel;
    this.identity = identity;
    this.unsupported = unsupported;
  }

  /** Thrown where somebody else has the lock; the message says who. */
  static final class HeldException extends Exception {
    private static final long serialVersionUID = 1L;

    HeldException(String owner) {
      super(owner);
    }
  }

  /** How a file is locked; null if another process has it locked. */
  @FunctionalInterface
  interface Locking {
    /** By the operating system. */
    Locking OF_SYSTEM = channel -> channel.tryLock(LOCKED_BYTE, 1, false);

    @Nullable FileLock tryLock(FileChannel channel) throws IOException;
  }

  /** Takes the lock of a folder that exists. */
  static FolderLock take(Path directory, Locking locking) throws IOException, HeldException {
    Path folder = directory.toRealPath();
    String owner = Processes.current();
    synchronized (HELD) {
      String holder = HELD.putIfAbsent(folder, owner);
      if (holder != null) {
        throw new HeldException(holder + ", which is this one");
      }
    }
    boolean taken = false;
    try {
      FolderLock lock = lock(folder, owner, locking);
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        forget(folder);
      }
    }
  }

  private static FolderLock lock(Path folder, String owner, Locking locking)
      throws IOException, HeldException {
    Path file = folder.resolve(NAME);
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    boolean locked = false;
    try {
      Exception unsupported = null;
      try {
        if (locking.tryLock(channel) == null) {
          throw new HeldException(text(channel));
        }
      } catch (OverlappingFileLockException e) {
        locked = true;
        synchronized (HELD) {
          LEFT_OPEN.add(channel);
        }
        throw new HeldException(
            text(channel) + ", under another class loader or another name of the folder");
      } catch (IOException | UnsupportedOperationException e) {
        unsupported = e; // of the lock alone: the file could be opened
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
      FolderLock taken = new FolderLock(folder, channel, identity(file), unsupported);
      locked = true;
      return taken;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static String text(FileChannel channel) throws IOException {
    byte[] text = Channels.newInputStream(channel.position(0)).readNBytes(TEXT_BYTES);
    return text.length == 0 ? "another process" : new String(text, StandardCharsets.UTF_8).strip();
  }

  /** What tells a file from another one that was put in its place. */
  private static Object identity(Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return Objects.requireNonNullElseGet(attributes.fileKey(), attributes::creationTime);
  }

  /** Whether the lock is held, on a file that is still there, so that others see it. */
  boolean isSeen() {
    try {
      return !closed && identity.equals(identity(folder.resolve(NAME)));
    } catch (IOException e) {
      return false;
    }
  }

  /** Why this file system cannot lock; empty where it can. */
  Optional<Exception> unsupported() {
    return Optional.ofNullable(unsupported);
  }

  @Override
  public void close() {
    if (closed) {
      return; // somebody else in this process may own the folder by now
    }
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(FolderLock.class.getName())
          .log(
              System.Logger.Level.DEBUG,
              "the lock of " + SafeText.of(folder) + " cannot be closed",
              e);
    } finally {
      forget(folder);
    }
  }

  private static void forget(Path folder) {
    synchronized (HELD) {
      HELD.remove(folder);
    }
  }
}
