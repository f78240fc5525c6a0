package dev.alexandrite.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which package of the project knows which, read off the sources of every module. */
class PackageChartTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?(dev\\.alexandrite(?:\\.[a-z]\\w*)*)\\.[A-Z]");

  private static final Pattern IMPORTS_SPI =
      Pattern.compile("(?m)^import (?:static )?dev\\.alexandrite\\.spi\\.");

  /** The examples and pages that are about a backend of one's own. */
  private static final Pattern OWN_BACKEND = Pattern.compile("(Metered|Acme)Backend\\w*\\.java");

  @Test
  void thereIsNoCircle() throws IOException {
    Map<String, Set<String>> open = new TreeMap<>();
    for (Path source : sources("src/main/java")) {
      String text = Files.readString(source);
      String own = find(PACKAGE, text).getFirst();
      Set<String> known = open.computeIfAbsent(own, _ -> new TreeSet<>());
      known.addAll(find(IMPORT, text));
      known.remove(own);
    }
    assertTrue(open.size() > 25, "found " + open.keySet());
    // Generated messages have no sources to read, and know nobody.
    open.values().forEach(known -> known.retainAll(Set.copyOf(open.keySet())));
    Map<String, Set<String>> placed = new LinkedHashMap<>();
    List<String> chart = new ArrayList<>();
    while (!open.isEmpty()) {
      List<String> free =
          open.keySet().stream()
              .filter(name -> placed.keySet().containsAll(open.get(name)))
              .toList();
      assertTrue(!free.isEmpty(), "these packages know each other in a circle: " + open);
      for (String name : free) {
        chart.add(name + " -> " + String.join(" ", open.get(name)));
      }
      free.forEach(name -> placed.put(name, open.remove(name)));
    }
    System.getLogger(PackageChartTest.class.getName())
        .log(Level.INFO, "packages, each after those it knows:\n" + String.join("\n", chart));
  }

  @Test
  void anApplicationNeedsNoBackendContract() throws IOException {
    List<String> offenders = new ArrayList<>();
    List<Path> applications = new ArrayList<>(below(ROOT.resolve("examples/src/main/java")));
    applications.addAll(below(Path.of("src")));
    assertTrue(applications.size() > 20, "found " + applications);
    for (Path source : applications) {
      boolean about = OWN_BACKEND.matcher(source.getFileName().toString()).matches();
      if (!about && IMPORTS_SPI.matcher(Files.readString(source)).find()) {
        offenders.add(source.toString());
      }
    }
    for (Path page : pages()) {
      boolean about = page.endsWith("backends.md") || page.endsWith("extending.md");
      if (!about && IMPORTS_SPI.matcher(Files.readString(page)).find()) {
        offenders.add(page.toString());
      }
    }
    assertEquals(List.of(), offenders, "only a backend of one's own imports spi");
  }

  /** The Java files below such a folder of any module. */
  private static List<Path> sources(String folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.sorted().toList()) {
        if (Files.isDirectory(module.resolve(folder))) {
          found.addAll(below(module.resolve(folder)));
        }
      }
    }
    return found;
  }

  private static List<Path> below(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("module-info.java"))
          .toList();
    }
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> files = Files.list(Path.of("."))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }

  private static List<String> find(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }
}
