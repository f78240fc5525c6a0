package dev.alexandrite.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Javadoc of every public package as one, by the JDK's own tool, in groups by artifact.
 *
 * <p>Packages are given as files, not as modules: the testkit is none, and JDK 25's javadoc ends
 * with a ConcurrentModificationException on ours where they are on the module path as jars.
 */
final class Javadocs {
  /** The folders of the artifacts that have packages for applications and backends. */
  private static final List<String> FOLDERS =
      List.of("sdk-api", "sdk-interop", "sdk-observe", "testkit");

  private Javadocs() {}

  static void write(Path root, Path output, String version) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-d",
                output.toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                "-encoding",
                "UTF-8",
                "-quiet",
                "-Xdoclint:none", // each module's own build has checked it
                "-notimestamp",
                "-windowtitle",
                "Alexandrite " + version,
                "-doctitle",
                "Alexandrite " + version));
    List<String> sources = new ArrayList<>();
    Set<String> left = packages(root);
    for (String folder : FOLDERS) {
      List<String> own = new ArrayList<>();
      for (String name : left) {
        Path inFolder = root.resolve(folder).resolve("src/main/java").resolve(path(name));
        if (Files.isDirectory(inFolder)) {
          own.add(name);
          sources.addAll(sources(inFolder));
        }
      }
      own.forEach(left::remove);
      String artifact = "alexandrite-" + folder.replace("sdk-", "");
      arguments.addAll(List.of("-group", artifact, String.join(":", own)));
    }
    if (!left.isEmpty()) {
      throw new IOException(left + " of docs/api.txt is in none of the folders " + FOLDERS);
    }
    arguments.addAll(sources);
    ToolProvider javadoc = ToolProvider.findFirst("javadoc").orElseThrow();
    int status = javadoc.run(System.out, System.err, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IOException("javadoc ended with " + status + ", see above");
    }
  }

  private static Set<String> packages(Path root) throws IOException {
    return PublicType.all(root).stream()
        .map(PublicType::inPackage)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String path(String name) {
    return name.replace('.', '/');
  }

  private static List<String> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Objects.toString(file.getFileName()).endsWith(".java"))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }
}
