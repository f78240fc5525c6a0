import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes the image of the command line: a run-time of Java with only the modules that it needs, the
 * jars beside it, and a launcher. Started by the profile {@code image} of sdk-cli. The jars are not
 * linked in, since jlink takes no automatic modules, as protobuf-java and jHDF are.
 */
final class Image {
  /** What the jars require of the JDK; jlink adds what these require. */
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.desktop", // pictures
          "java.logging",
          "jdk.httpserver", // the live page, and serve
          "jdk.incubator.vector", // the backend cpu
          "jdk.jfr", // flight events
          "jdk.unsupported", // protobuf-java and Guava read fields by sun.misc.Unsafe
          "jdk.zipfs");

  private static final long MOST_BYTES = 80_000_000;

  /**
   * Makes it.
   *
   * @param arguments the folder of the jars it depends on, the command line's own jar, the folder
   *     of the launcher's files, and the folder to be made, which is replaced
   */
  public static void main(String... arguments) throws Exception {
    Path jars = Path.of(arguments[0]);
    Path ownJar = Path.of(arguments[1]);
    Path files = Path.of(arguments[2]);
    Path image = Path.of(arguments[3]);
    delete(image);
    Files.createDirectories(image.toAbsolutePath().getParent());
    link(image);
    Path own = Files.createDirectory(image.resolve("app"));
    for (Path jar : list(jars)) {
      Files.copy(jar, own.resolve(jar.getFileName().toString()));
    }
    Files.copy(ownJar, own.resolve(ownJar.getFileName().toString()));
    Path launcher = image.resolve("bin/alexandrite");
    Files.copy(files.resolve("alexandrite"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(
        files.resolve("../launch/logging.properties"),
        image.resolve("conf/alexandrite.properties"));
    if (!launcher.toFile().setExecutable(true, false)) {
      throw new IOException(launcher + " cannot be made executable");
    }
    requireRuns(launcher);
    report(image);
  }

  private static void link(Path image) {
    int exit =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IllegalStateException("this JDK has no jlink"))
            .run(
                System.out,
                System.err,
                "--add-modules",
                String.join(",", MODULES),
                "--compress=zip-9",
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                image.toString());
    if (exit != 0) {
      throw new IllegalStateException("jlink ended with " + exit);
    }
  }

  /** With nothing in its environment but a path to the shell's own commands. */
  private static void requireRuns(Path launcher) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toAbsolutePath().toString(), "devices", "--json")
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes());
    boolean right =
        process.waitFor(1, TimeUnit.MINUTES)
            && process.exitValue() == 0
            && printed.contains("{\"name\":\"cpu\",\"available\":true");
    if (!right) {
      throw new IllegalStateException(launcher + " does not find the backend cpu: " + printed);
    }
  }

  private static void report(Path image) throws IOException {
    long bytes = 0;
    for (Path file : walk(image)) {
      bytes += Files.size(file);
    }
    System.out.println(image + ": " + bytes / 1_000_000 + " MB; bin/alexandrite starts it");
    if (bytes > MOST_BYTES) {
      throw new IllegalStateException(
          "the image has " + bytes + " bytes, more than the limit of " + MOST_BYTES);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static List<Path> walk(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        Set.of(),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
