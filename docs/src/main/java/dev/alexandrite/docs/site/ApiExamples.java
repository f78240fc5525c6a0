package dev.alexandrite.docs.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Every public type beside lines that use it, out of sources that are compiled: those of the pages
 * first, then the examples, the applications of {@code consumers}, and last our own.
 */
final class ApiExamples {
  /** Not behind these words, since a type is not used where it is declared. */
  private static final String DECLARED = "(?<!class |interface |record |enum )";

  private ApiExamples() {}

  /**
   * Some lines.
   *
   * @param file where they stand
   */
  record Use(Path file, String lines) {}

  static Page page(Path root, String address) throws IOException {
    List<CompiledSource> sources = CompiledSource.all(root);
    StringBuilder html =
        new StringBuilder(
            """
            <h1 id="api-by-example">The api by example</h1>
            <p>Every public type with lines that use it, out of code that every build compiles.</p>
            """);
    List<Page.Section> sections = new ArrayList<>();
    TreeSet<Path> files = new TreeSet<>();
    String up = Addresses.up(address);
    for (PublicType type : PublicType.all(root)) {
      Optional<Use> found = use(type, sources);
      html.append(
          "<h3 id=\"%s\">%s <small>%s</small></h3>\n"
              .formatted(type.name(), linked(type, up), type.inPackage()));
      if (found.isPresent()) {
        Path file = found.get().file();
        files.add(file);
        html.append(
            "<pre><code>%s</code></pre>\n<p class=\"from\"><a href=\"%s%s\">%s</a></p>\n"
                .formatted(
                    Html.escaped(found.get().lines()),
                    up,
                    Addresses.of(root, file),
                    Addresses.slashes(root.relativize(file))));
      }
      sections.add(new Page.Section(type.name(), type.name(), type.inPackage()));
    }
    return new Page(address, "The api by example", html.toString(), sections, List.copyOf(files));
  }

  private static String linked(PublicType type, String up) {
    return "<a href=\"" + up + "javadoc/" + type.javadoc() + "\">" + type.name() + "</a>";
  }

  /** The types that nothing uses. */
  static List<String> unused(Path root) throws IOException {
    List<CompiledSource> sources = CompiledSource.all(root);
    return PublicType.all(root).stream()
        .filter(type -> use(type, sources).isEmpty())
        .map(type -> type.inPackage() + "." + type.name())
        .toList();
  }

  /** Outside the file that declares it; of a nested type also what the type around makes of it. */
  private static Optional<Use> use(PublicType type, List<CompiledSource> sources) {
    Pattern word = Pattern.compile(DECLARED + "\\b" + Pattern.quote(type.simpleName()) + "\\b");
    return sources.stream()
        .filter(source -> source.knows(type))
        .filter(source -> type.isNested() || !source.declares(type))
        .sorted(Comparator.comparing(source -> source.declares(type)))
        .flatMap(source -> source.statement(word).stream())
        .findFirst();
  }
}
