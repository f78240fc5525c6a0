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
  private static final int MOST_LINES = 12;

  /** The most readable first. */
  private static final List<String> FOLDERS =
      List.of(
          "docs/src/test/java/dev/alexandrite/docs",
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
    String name = file.getFileName().toString();
    return name.endsWith(".java")
        && !name.equals("module-info.java")
        && !name.startsWith("ApiList");
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

  /** The statement or head of a declaration that has a word in it, the first one in code. */
  Optional<ApiExamples.Use> statement(Pattern word) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (isCode(lines.get(i)) && word.matcher(lines.get(i)).find()) {
        int from = i;
        while (from > 0 && i - from < MOST_LINES / 2 && !endsStatement(lines.get(from - 1))) {
          from--;
        }
        int to = i;
        while (to < lines.size() - 1 && to - from < MOST_LINES && !endsStatement(lines.get(to))) {
          to++;
        }
        String statement = String.join("\n", lines.subList(from, to + 1)).stripIndent();
        return Optional.of(new ApiExamples.Use(file, statement.stripTrailing()));
      }
    }
    return Optional.empty();
  }

  private static boolean isCode(String line) {
    String code = line.strip();
    return !code.startsWith("import ")
        && !code.startsWith("*")
        && !code.startsWith("/*")
        && !code.startsWith("//");
  }

  private static boolean endsStatement(String line) {
    String code = line.replaceAll(" // .*", "").strip();
    return code.isEmpty()
        || code.endsWith(";")
        || code.endsWith("{")
        || code.endsWith("}")
        || !isCode(line);
  }
}
