package dev.alexandrite.core.checkpoint;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What to do when a disk refuses to write. */
public final class DiskTrouble {
  private static final List<String> FULL =
      List.of("no space left", "quota exceeded", "not enough space");

  /** Less than the smallest checkpoint needs. */
  private static final long FULL_BYTES = 1 << 16;

  private DiskTrouble() {}

  /**
   * The remedy.
   *
   * @param folder where it was written; need not exist
   * @param cause what the disk said
   * @return what to do, without a full stop
   */
  public static String remedy(Path folder, Exception cause) {
    String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (FULL.stream().anyMatch(said::contains)) {
      return full(folder);
    }
    if (cause instanceof ReadOnlyFileSystemException || said.contains("read-only")) {
      return "it lies on a file system that can only be read: give another folder";
    }
    if (cause instanceof FileAlreadyExistsException
        || cause instanceof NotDirectoryException
        || said.contains("not a directory")) {
      return "something else has that name: delete or rename it, or give another folder";
    }
    if (cause instanceof AccessDeniedException) {
      return "let this process write there, or give another folder";
    }
    return usableBytes(folder) < FULL_BYTES
        ? full(folder)
        : "check that disk and its permissions, or give another folder";
  }

  private static String full(Path folder) {
    long usable = usableBytes(folder);
    return "free disk space"
        + (usable == Long.MAX_VALUE ? "" : ", of which " + (usable >> 10) + " KiB are left");
  }

  private static long usableBytes(Path folder) {
    try {
      @Nullable Path existing = folder.toAbsolutePath();
      while (existing != null && !Files.exists(existing)) {
        existing = existing.getParent();
      }
      if (existing == null) {
        return Long.MAX_VALUE;
      }
      FileStore store = Files.getFileStore(existing);
      return store.getTotalSpace() == 0 ? Long.MAX_VALUE : store.getUsableSpace(); // no disk at all
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }
}
