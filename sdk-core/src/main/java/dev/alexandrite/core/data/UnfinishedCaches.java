package dev.alexandrite.core.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files of pixels that are being written, beside the file that they become. */
final class UnfinishedCaches {
  private static final String SUFFIX = ".part";

  private UnfinishedCaches() {}

  static Path create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return Files.createTempFile(folder, file.getFileName() + ".", SUFFIX);
  }

  /** Deletes what killed processes left: a process that still writes holds a lock. */
  static void delete(Path file) throws IOException {
    Pattern name =
        Pattern.compile(Pattern.quote(file.getFileName() + ".") + "[0-9]+" + Pattern.quote(SUFFIX));
    List<Path> left;
    try (Stream<Path> siblings = Files.list(file.toAbsolutePath().getParent())) {
      left =
          siblings
              .filter(sibling -> name.matcher(sibling.getFileName().toString()).matches())
              .filter(sibling -> Files.isRegularFile(sibling, LinkOption.NOFOLLOW_LINKS))
              .toList();
    }
    for (Path unfinished : left) {
      if (isAbandoned(unfinished)) {
        Files.deleteIfExists(unfinished);
      }
    }
  }

  private static boolean isAbandoned(Path unfinished) {
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false; // in use, or not ours to delete
    }
  }
}
