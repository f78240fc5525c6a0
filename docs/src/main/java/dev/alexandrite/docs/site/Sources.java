package dev.alexandrite.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files that pages link to: pictures as they are, text as a page, of folders the names. */
final class Sources {
  private Sources() {}

  static void copy(Path root, Path file, Path output, Template template) throws IOException {
    String address = Addresses.of(root, file);
    Path target = output.resolve(address);
    Files.createDirectories(target.getParent());
    String name = Addresses.slashes(root.relativize(file));
    if (Files.isDirectory(file)) {
      Files.writeString(target, template.of(page(address, name, list(file))));
    } else if (address.equals(name)) {
      Files.write(target, Files.readAllBytes(file));
    } else {
      String text = Html.escaped(Files.readString(file));
      Files.writeString(
          target, template.of(page(address, name, "<pre><code>" + text + "</code></pre>")));
    }
  }

  private static Page page(String address, String name, String html) {
    String heading = "<h1 class=\"file\">" + Html.escaped(name) + "</h1>\n";
    return new Page(address, name, heading + html, List.of(), List.of());
  }

  private static String list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
          .filter(name -> !name.equals("target/") && !name.startsWith("."))
          .sorted()
          .map(name -> "<li><code>" + Html.escaped(name) + "</code></li>")
          .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
    }
  }
}
