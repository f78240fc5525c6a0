package dev.alexandrite.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the site has, in the order in which it is read: {@code docs/site/contents.txt}. */
final class Contents {
  private static final String FILE = "docs/site/contents.txt";
  private static final String VERSIONS = "docs/site/versions.txt";

  private Contents() {}

  /**
   * A part of the table of contents.
   *
   * @param title its heading
   * @param entries its pages
   */
  record Part(String title, List<Entry> entries) {}

  /**
   * A line of the table of contents.
   *
   * @param address below the folder of the version
   */
  record Entry(String address, String title) {}

  static List<Part> read(Path root) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (String line : Files.readAllLines(root.resolve(FILE))) {
      if (line.startsWith("# ")) {
        parts.add(new Part(line.substring(2), new ArrayList<>()));
      } else if (!line.isBlank()) {
        String[] both = line.split("\\s+", 2);
        Path file = root.resolve(both[0]);
        String address = Addresses.isPage(file) ? Addresses.of(root, file) : both[0];
        parts.getLast().entries().add(new Entry(address, both[1]));
      }
    }
    return parts;
  }

  static List<String> versions(Path root) throws IOException {
    return Files.readAllLines(root.resolve(VERSIONS)).stream()
        .filter(line -> !line.isBlank())
        .toList();
  }

  /** Every page of Markdown that is written to be read. */
  static List<Path> pages(Path root) throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> files = Files.list(root)) {
      files.filter(Addresses::isPage).sorted().forEach(pages::add);
    }
    Path docs = root.resolve("docs");
    try (Stream<Path> files = Files.walk(docs)) {
      files
          .filter(Addresses::isPage)
          .filter(file -> !docs.relativize(file).startsWith("target"))
          .sorted()
          .forEach(pages::add);
    }
    return pages;
  }
}
