package dev.alexandrite.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** The Javadoc of what an application sees, as one, by the JDK's own tool. */
final class Javadocs {
  /** The folders of the modules that export something for applications. */
  private static final List<String> FOLDERS = List.of("sdk-api", "sdk-interop", "sdk-observe");

  private static final Pattern MODULE = Pattern.compile("(?m)^(?:open )?module (\\S+) \\{");

  private Javadocs() {}

  static void write(Path root, Path output, String version) throws IOException {
    List<String> arguments = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String folder : FOLDERS) {
      Path sources = root.resolve(folder).resolve("src/main/java");
      String name = moduleName(sources.resolve("module-info.java"));
      names.add(name);
      arguments.addAll(List.of("--module-source-path", name + "=" + sources));
    }
    arguments.addAll(
        List.of(
            "-d",
            output.toString(),
            "--module",
            String.join(",", names),
            "--module-path",
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
    ToolProvider javadoc = ToolProvider.findFirst("javadoc").orElseThrow();
    int status = javadoc.run(System.out, System.err, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IOException("javadoc ended with " + status + ", see above");
    }
  }

  private static String moduleName(Path file) throws IOException {
    Matcher module = MODULE.matcher(Files.readString(file));
    if (!module.find()) {
      throw new IOException(file + " declares no module");
    }
    return module.group(1);
  }
}
