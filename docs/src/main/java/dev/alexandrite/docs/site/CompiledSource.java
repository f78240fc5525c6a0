package dev.alexandrite.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A source file that every build compiles. */
record CompiledSource(Path file, String text) {
  /** The most readable first. */
  private static final List<String> FOLDERS =
      List.of(
          "docs/src/test",
          "examples/src/main",
          "consumers/src/it",
          "sdk-observe/src/test",
          "sdk-interop/src/test",
          "sdk-core/src/test",
          "sdk-api/src/test",
          "testkit/src",
          "sdk-cpu/src/test",
          "sdk-core/src/main",
          "sdk-observe/src/main",
          "sdk-interop/src/main",
          "sdk-cpu/src/main",
          "sdk-api/src/main");

  static List<CompiledSource> all(Path root) throws IOException {
    List<CompiledSource> sources = new ArrayList<>();
    for (String folder : FOLDERS) {
      try (Stream<Path> files = Files.walk(root.resolve(folder))) {
        for (Path file : files.filter(CompiledSource::isSource).sorted().toList()) {
          sources.add(new CompiledSource(file, Files.readString(file)));
        }
      }
    }
    return sources;
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") && !file.endsWith("module-info.java");
  }

  /** Whether it is the file in which a type is declared. */
  boolean declares(PublicType type) {
    return file.endsWith(type.outermost() + ".java")
        && text.contains("package " + type.inPackage() + ";");
  }

  /** Whether the type's simple name means the type here. */
  boolean knows(PublicType type) {
    String around = type.inPackage() + "." + type.outermost();
    boolean qualified =
        text.contains("import " + around + ";")
            && text.contains(type.outermost() + "." + type.simpleName());
    return qualified
        || text.contains("import " + type.inPackage() + "." + type.name() + ";")
        || text.contains("package " + type.inPackage() + ";");
  }

  /** Lines around the first that has a word in it, in code. */
  Optional<ApiExamples.Use> lines(Pattern word, int before, int after) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      boolean code =
          !line.startsWith("import ")
              && !line.startsWith("*")
              && !line.startsWith("/*")
              && !line.startsWith("//");
      if (code && word.matcher(line).find()) {
        int from = Math.max(0, i - before);
        int to = Math.min(lines.size(), i + after + 1);
        return Optional.of(
            new ApiExamples.Use(
                file, String.join("\n", lines.subList(from, to)).stripIndent().strip()));
      }
    }
    return Optional.empty();
  }
}
