package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.core.data.FolderScan.ImageFile;
import dev.alexandrite.data.DataEngine;
import dev.alexandrite.data.DataReport;
import dev.alexandrite.data.DataReport.Skipped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The pass that decodes every file of a folder once and leaves the bad ones out. */
final class BadImageCheck {
  private static final System.Logger LOG = System.getLogger(BadImageCheck.class.getName());
  private static final int LOGGED_FILES = 10;

  private BadImageCheck() {}

  static DataEngine.Folder skipBad(Path root, FolderScan scan) {
    List<Optional<String>> problems =
        scan.files().parallelStream().map(BadImageCheck::problemOf).toList();
    List<ImageFile> good = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (int i = 0; i < problems.size(); i++) {
      ImageFile file = scan.files().get(i);
      problems
          .get(i)
          .ifPresentOrElse(
              problem -> skipped.add(new Skipped(file.name(), problem)), () -> good.add(file));
    }
    requireEveryClass(root, scan, good);
    log(root, scan.files().size(), skipped);
    return new DataEngine.Folder(
        new FolderDataset(scan.classNames(), good), new DataReport(good.size(), skipped));
  }

  private static Optional<String> problemOf(ImageFile file) {
    try {
      FolderDataset.read(file);
      return Optional.empty();
    } catch (DataException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static void requireEveryClass(Path root, FolderScan scan, List<ImageFile> good) {
    boolean[] present = new boolean[scan.classNames().size()];
    good.forEach(file -> present[file.label()] = true);
    for (int label = 0; label < present.length; label++) {
      if (!present[label]) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "folder %s: the class \"%s\" has no usable image after bad ones were skipped; add "
                    + "images or remove the class",
                root,
                scan.classNames().get(label)));
      }
    }
  }

  private static void log(Path root, int files, List<Skipped> skipped) {
    if (skipped.isEmpty()) {
      return;
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "folder {0}: skipped {1} bad images of {2}; ImageFolder.report() lists them all",
        root,
        skipped.size(),
        files);
    for (Skipped file : skipped.subList(0, Math.min(LOGGED_FILES, skipped.size()))) {
      LOG.log(System.Logger.Level.WARNING, "skipped {0}: {1}", file.name(), file.reason());
    }
  }
}
