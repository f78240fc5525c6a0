package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files below a folder that has a sub-folder for each class.
 *
 * @param classNames the names of the sub-folders, sorted
 * @param files the files of all classes, sorted by class and name
 */
record FolderScan(List<String> classNames, List<ImageFile> files) {
  /** What file managers leave behind. */
  private static final Set<String> NO_IMAGES = Set.of("thumbs.db", "desktop.ini");

  static FolderScan of(Path root) {
    try {
      List<Path> classes = classFolders(root);
      List<ImageFile> files = new ArrayList<>();
      for (int label = 0; label < classes.size(); label++) {
        List<ImageFile> images = imagesOf(root, classes.get(label), label);
        if (images.isEmpty()) {
          throw new DataException(
              String.format(
                  Locale.ROOT,
                  "folder %s: the class folder is empty; put images into it or remove it",
                  classes.get(label)));
        }
        files.addAll(images);
      }
      return new FolderScan(classes.stream().map(FolderScan::lastName).toList(), files);
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "folder %s: it cannot be listed (%s); check the path and its permissions",
              root,
              e),
          e);
    }
  }

  private static List<Path> classFolders(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "folder %s: %s; give a folder that holds a sub-folder of images for each class",
              root,
              Files.exists(root) ? "it is not a folder" : "it does not exist"));
    }
    List<Path> classes;
    try (Stream<Path> entries = Files.list(root)) {
      classes =
          entries
              .filter(Files::isDirectory)
              .filter(folder -> !lastName(folder).startsWith("."))
              .sorted(Comparator.comparing(FolderScan::lastName))
              .toList();
    }
    if (classes.size() < 2) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "folder %s: found %s, expected at least two; images belong into a sub-folder for "
                  + "each class, such as %s",
              root,
              classes.isEmpty() ? "no class folder" : "one class folder, " + classes.get(0),
              root.resolve("cat").resolve("0001.jpg")));
    }
    return classes;
  }

  private static List<ImageFile> imagesOf(Path root, Path folder, int label) throws IOException {
    List<ImageFile> images = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file) && !isHidden(folder, file)) {
          images.add(new ImageFile(file, nameOf(root, file), label, Files.size(file)));
        }
      }
    }
    images.sort(Comparator.comparing(ImageFile::name));
    return images;
  }

  /** Hidden by the dot of Unix on every platform, so that numbers are the same everywhere. */
  private static boolean isHidden(Path folder, Path file) {
    for (Path part : folder.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return NO_IMAGES.contains(lastName(file).toLowerCase(Locale.ROOT));
  }

  private static String nameOf(Path root, Path file) {
    List<String> parts = new ArrayList<>();
    root.relativize(file).forEach(part -> parts.add(part.toString()));
    return String.join("/", parts);
  }

  private static String lastName(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  /**
   * One file.
   *
   * @param path where it is
   * @param name its path below the root, parts joined by {@code /} on every platform
   * @param label the place of its class
   * @param bytes its size
   */
  record ImageFile(Path path, String name, int label, long bytes) {}
}
