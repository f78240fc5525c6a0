package dev.alexandrite.docs.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Builds the site of one version: every page of Markdown, what the pages link to, an index for the
 * search, the api by example, and, where it was made before, the Javadoc.
 */
public final class Site {
  private static final String API_EXAMPLES = "docs/api-by-example.html";
  private static final List<String> ASSETS = List.of("site.css", "site.js");

  private final Path root;
  private final Path output;
  private final Template template;

  private Site(Path root, Path output, String version) throws IOException {
    this.root = root;
    this.output = output;
    this.template = new Template(Contents.read(root), version, Contents.versions(root));
  }

  /**
   * Builds, and says what is wrong.
   *
   * @param arguments the root of the project, the folder for the site, the version
   * @throws IOException if something cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
    Path folder = Path.of(arguments[1]).toAbsolutePath().normalize();
    Path output = folder.resolve(arguments[2]);
    Files.createDirectories(output);
    Javadocs.write(root, output.resolve("javadoc"), arguments[2]);
    List<String> dead = build(root, output, arguments[2]);
    Files.writeString(folder.resolve("index.html"), Template.redirect(arguments[2]));
    dead.forEach(link -> System.out.println("SITE dead link " + link));
    System.out.println("SITE " + output + ", " + dead.size() + " dead links");
    if (!dead.isEmpty()) {
      System.exit(1);
    }
  }

  /**
   * Builds the site of one version.
   *
   * @param root the root of the project
   * @param output the folder of this version, which may have the Javadoc in {@code javadoc}
   * @param version what it is called
   * @return links that lead nowhere, as "page -> target"
   * @throws IOException if something cannot be read or written
   */
  static List<String> build(Path root, Path output, String version) throws IOException {
    Site site = new Site(root, output, version);
    site.pages();
    for (String asset : ASSETS) {
      try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream(asset), asset)) {
        Files.write(output.resolve(asset), in.readAllBytes());
      }
    }
    return DeadLinks.of(output);
  }

  private void pages() throws IOException {
    Deque<Path> left = new ArrayDeque<>();
    Contents.pages(root).forEach(left::add);
    Set<Path> seen = new HashSet<>(left);
    List<Page> pages = new ArrayList<>();
    while (!left.isEmpty()) {
      Path file = left.removeFirst();
      if (Addresses.isPage(file)) {
        Page page = Markdown.page(root, file);
        pages.add(page);
        write(page);
        page.linked().stream().filter(seen::add).forEach(left::add);
      } else {
        Sources.copy(root, file, output, template);
      }
    }
    Page examples = ApiExamples.page(root, API_EXAMPLES);
    pages.add(examples);
    write(examples);
    for (Path source : examples.linked()) {
      if (seen.add(source)) {
        Sources.copy(root, source, output, template);
      }
    }
    Files.writeString(output.resolve("search-index.js"), SearchIndex.of(pages));
  }

  private void write(Page page) throws IOException {
    Path file = output.resolve(page.address());
    Files.createDirectories(file.getParent());
    Files.writeString(file, template.of(page));
  }
}
