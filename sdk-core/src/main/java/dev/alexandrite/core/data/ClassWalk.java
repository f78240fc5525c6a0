package dev.alexandrite.core.data;

import dev.alexandrite.core.data.FolderScan.ImageFile;
import dev.alexandrite.data.DataReport.Cause;
import dev.alexandrite.data.DataReport.Skipped;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/** Goes through the folder of one class, through links too, and says what it does not use. */
final class ClassWalk extends SimpleFileVisitor<Path> {
  private final Path root;
  private final int label;
  private final List<ImageFile> images = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();

  ClassWalk(Path root, int label) {
    this.root = root;
    this.label = label;
  }

  /** The files, sorted by name. */
  List<ImageFile> images(Path folder) throws IOException {
    Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, this);
    images.sort(Comparator.comparing(ImageFile::name));
    skipped.sort(Comparator.comparing(Skipped::name));
    return images;
  }

  /** What is no image of the class. */
  List<Skipped> skipped() {
    return skipped;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    Skipped unused = PassedOver.byName(nameOf(folder), FolderScan.lastName(folder));
    if (unused == null && leadsAboveTheClasses(folder)) {
      unused = loop(folder);
    }
    if (unused == null) {
      return FileVisitResult.CONTINUE;
    }
    skipped.add(unused);
    return FileVisitResult.SKIP_SUBTREE;
  }

  /** Behind such a link are the images of all classes, which would get the label of this one. */
  private boolean leadsAboveTheClasses(Path folder) throws IOException {
    return Files.isSymbolicLink(folder) && root.toRealPath().startsWith(folder.toRealPath());
  }

  private Skipped loop(Path link) {
    return new Skipped(nameOf(link), Cause.LINK_LOOP, "it is a link to a folder that it lies in");
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String name = nameOf(file);
    ClassNames.requireReadable(file);
    Skipped unused = PassedOver.byName(name, FolderScan.lastName(file));
    if (unused != null) {
      skipped.add(unused);
    } else if (attributes.isSymbolicLink()) {
      skipped.add(new Skipped(name, Cause.DANGLING_LINK, "it is a link that leads nowhere"));
    } else if (!attributes.isRegularFile()) {
      skipped.add(new Skipped(name, Cause.NOT_A_FILE, "it is a pipe, a device or a socket"));
    } else {
      images.add(new ImageFile(file, name, label, attributes.size()));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof FileSystemLoopException) {
      skipped.add(loop(file));
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }

  private String nameOf(Path file) {
    List<String> parts = new ArrayList<>();
    root.relativize(file).forEach(part -> parts.add(part.toString()));
    return String.join("/", parts);
  }
}
