package dev.alexandrite.docs.site;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of the project are on the site: in the same folders. */
final class Addresses {
  private static final String MARKDOWN = ".md";

  private Addresses() {}

  static boolean isPage(Path file) {
    return file.toString().endsWith(MARKDOWN);
  }

  private static boolean isPicture(Path file) {
    return file.toString().matches(".*\\.(png|jpe?g|svg|gif|css|html)");
  }

  /** The address of a file or folder, which need not be there. */
  static String of(Path root, Path file) {
    String path = slashes(root.relativize(file));
    if (path.equals("README.md") || path.isEmpty()) {
      return "index.html";
    }
    if (isPage(file)) {
      return path.substring(0, path.length() - MARKDOWN.length()) + ".html";
    }
    if (Files.isDirectory(file)) {
      return path + "/index.html";
    }
    return isPicture(file) ? path : path + ".html";
  }

  static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** The way from an address to the top. */
  static String up(String address) {
    return "../".repeat((int) address.chars().filter(c -> c == '/').count());
  }
}
