package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.data.DataReport.Cause;
import dev.alexandrite.data.DataReport.Skipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files below a folder that has a sub-folder for each class.
 *
 * @param classNames the classes: as given, else the names of the sub-folders, sorted
 * @param files the files of all classes, sorted by class and name
 * @param skipped what was seen and is no such file
 */
record FolderScan(List<String> classNames, List<ImageFile> files, List<Skipped> skipped) {
  /**
   * Lists a folder.
   *
   * @param root the folder
   * @param given the classes; null for one a sub-folder
   */
  static FolderScan of(Path root, @Nullable List<String> given) {
    try {
      List<Skipped> skipped = new ArrayList<>();
      List<Path> folders = classFolders(root, skipped);
      List<String> names = folders.stream().map(FolderScan::lastName).toList();
      ClassNames.requireReadable(root, folders);
      if (given == null) {
        ClassNames.requireClasses(root, folders);
      }
      List<String> classes = given == null ? names : given;
      List<ImageFile> files = new ArrayList<>();
      Map<String, Path> found = new HashMap<>();
      folders.forEach(folder -> found.put(lastName(folder), folder));
      for (int label = 0; label < classes.size(); label++) {
        Path folder = found.remove(classes.get(label));
        if (folder != null) {
          files.addAll(images(root, folder, label, given == null, skipped));
        }
      }
      found.keySet().stream()
          .sorted()
          .map(name -> new Skipped(name, Cause.NOT_A_CLASS, "it is none of the classes given"))
          .forEach(skipped::add);
      requireFiles(root, files, skipped);
      return new FolderScan(List.copyOf(classes), files, skipped);
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

  private static List<Path> classFolders(Path root, List<Skipped> skipped) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "folder %s: %s; give a folder that holds a sub-folder of images for each class",
              root,
              Files.exists(root) ? "it is not a folder" : "it does not exist"));
    }
    List<Path> folders = new ArrayList<>();
    List<Path> entries;
    try (Stream<Path> all = Files.list(root)) {
      entries = all.sorted(Comparator.comparing(FolderScan::lastName)).toList();
    }
    for (Path entry : entries) {
      Skipped unused = PassedOver.besideClasses(lastName(entry), entry);
      if (unused == null) {
        folders.add(entry);
      } else {
        skipped.add(unused);
      }
    }
    return folders;
  }

  private static List<ImageFile> images(
      Path root, Path folder, int label, boolean required, List<Skipped> skipped)
      throws IOException {
    ClassWalk walk = new ClassWalk(root, label);
    List<ImageFile> images = walk.images(folder);
    if (images.isEmpty() && required) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "folder %s: the class folder is empty%s; put images into it, remove it, or name the"
                  + " classes with classes(...), so that one may be empty",
              folder,
              walk.skipped().isEmpty() ? "" : " (" + PassedOver.counts(walk.skipped()) + ")"));
    }
    skipped.addAll(walk.skipped());
    return images;
  }

  private static void requireFiles(Path root, List<ImageFile> files, List<Skipped> skipped) {
    if (files.isEmpty()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "folder %s: found no image of any class%s; check the folder and the classes",
              root,
              skipped.isEmpty() ? "" : " (" + PassedOver.counts(skipped) + ")"));
    }
  }

  static String lastName(Path path) {
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
