package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the sub-folders of a folder are classes, under names that another host knows too. */
final class ClassNames {
  private static final char UNDECODABLE = '\uFFFD';

  private static final Set<String> PARTS =
      Set.of("train", "training", "val", "valid", "validation", "test", "testing");

  private ClassNames() {}

  /** Refuses names that this process cannot decode, or that differ in their encoding alone. */
  static void requireReadable(Path root, List<Path> folders) {
    Map<String, String> normal = new HashMap<>();
    for (Path folder : folders) {
      requireReadable(folder);
      String name = FolderScan.lastName(folder);
      String other = normal.put(Normalizer.normalize(name, Normalizer.Form.NFC), name);
      if (other != null) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "folder %s: two class folders are both called \"%s\"; they differ in nothing but"
                    + " Unicode normal form: rename one, or move its images",
                root,
                other));
      }
    }
  }

  /** Refuses a name of which characters are lost. */
  static void requireReadable(Path path) {
    if (FolderScan.lastName(path).indexOf(UNDECODABLE) >= 0) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: the name cannot be decoded as %s, the encoding of file names in this process, so"
                  + " that names become one or are others on another host; start Java in a UTF-8"
                  + " locale, such as LC_ALL=C.UTF-8",
              SafeText.of(path),
              System.getProperty("sun.jnu.encoding")));
    }
  }

  /** Refuses what cannot be the classes of one data set. */
  static void requireClasses(Path root, List<Path> folders) throws IOException {
    if (folders.size() < 2) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "folder %s: found %s, expected at least two; images belong into a sub-folder for "
                  + "each class, such as %s",
              root,
              folders.isEmpty() ? "no class folder" : "one class folder, " + folders.get(0),
              root.resolve("cat").resolve("0001.jpg")));
    }
    for (Path folder : folders) {
      String name = FolderScan.lastName(folder).toLowerCase(Locale.ROOT);
      if (!PARTS.contains(name) || !holdsFoldersOnly(folder)) {
        return;
      }
    }
    throw new DataException(
        String.format(
            Locale.ROOT,
            "folder %s: its sub-folders %s are parts of a data set, not classes; give one of them,"
                + " such as ImageFolder.of(%s)",
            root,
            folders.stream().map(FolderScan::lastName).toList(),
            folders.get(0)));
  }

  private static boolean holdsFoldersOnly(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> visible =
          entries.filter(entry -> !FolderScan.lastName(entry).startsWith(".")).toList();
      return !visible.isEmpty() && visible.stream().allMatch(Files::isDirectory);
    }
  }
}
