package dev.alexandrite.core.data;

import dev.alexandrite.SafeText;
import dev.alexandrite.data.DataReport;
import dev.alexandrite.data.DataReport.Cause;
import dev.alexandrite.data.DataReport.Skipped;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Says in the log what an application may have meant to be used. */
final class FolderReport {
  private static final System.Logger LOG = System.getLogger(FolderReport.class.getName());
  private static final int LOGGED_FILES = 10;

  /** Nobody takes these for images. */
  private static final Set<Cause> EXPECTED =
      Set.of(Cause.HIDDEN, Cause.SYSTEM, Cause.OUTSIDE_CLASSES);

  private FolderReport() {}

  static void log(Path root, DataReport report) {
    List<Skipped> unexpected =
        report.skipped().stream().filter(file -> !EXPECTED.contains(file.cause())).toList();
    if (unexpected.isEmpty()) {
      return;
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "folder {0}: {1} images; not used: {2}; ImageFolder.report() lists them all",
        SafeText.of(root),
        report.images(),
        report.causes());
    for (Skipped file : unexpected.subList(0, Math.min(LOGGED_FILES, unexpected.size()))) {
      LOG.log(
          System.Logger.Level.WARNING,
          "not used, {0}: {1}",
          SafeText.of(file.name()),
          SafeText.of(file.reason()));
    }
  }
}
