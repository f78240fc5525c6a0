package dev.alexandrite.core.data;

import dev.alexandrite.data.DataReport;
import dev.alexandrite.data.DataReport.Cause;
import dev.alexandrite.data.DataReport.Skipped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What lies in a folder of images and is none. */
final class PassedOver {
  /** What file managers, archivers and network drives leave behind. */
  private static final Set<String> OF_FILE_MANAGERS =
      Set.of("thumbs.db", "desktop.ini", "@eadir", "__macosx", "#recycle", "$recycle.bin");

  private PassedOver() {}

  /** By its name alone: hidden, or of a file manager; null if it is neither. */
  static @Nullable Skipped byName(String name, String lastName) {
    // By the dot of Unix on every platform, so that numbers are the same everywhere.
    if (lastName.startsWith(".")) {
      return new Skipped(name, Cause.HIDDEN, "its name begins with a dot");
    }
    return OF_FILE_MANAGERS.contains(lastName.toLowerCase(Locale.ROOT))
        ? new Skipped(name, Cause.SYSTEM, "file managers and archivers leave it behind")
        : null;
  }

  /** An entry of the root that is no folder of a class; null if it is one. */
  static @Nullable Skipped besideClasses(String name, Path entry) {
    Skipped byName = byName(name, name);
    if (byName != null || Files.isDirectory(entry)) {
      return byName;
    }
    return Files.isSymbolicLink(entry) && !Files.exists(entry)
        ? new Skipped(name, Cause.DANGLING_LINK, "it is a link that leads nowhere")
        : new Skipped(name, Cause.OUTSIDE_CLASSES, "it lies beside the folders of the classes");
  }

  /** How many of each cause. */
  static String counts(List<Skipped> skipped) {
    return new DataReport(0, skipped).causes();
  }
}
