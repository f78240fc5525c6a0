package dev.alexandrite.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for bytes that a reader does not bear, with Jazzer, each reader in a process of its own.
 * What it finds goes into the corpus, where the tests read it again until it is mended, and after.
 */
public final class Fuzz {
  /** A reader that needs longer for bytes of this length hangs, for whoever waits. */
  private static final int TIMEOUT_SECONDS = 10;

  private static final int LONGEST_INPUT = 1 << 16;

  private Fuzz() {}

  /**
   * Searches.
   *
   * @param arguments the folder of the corpus, one for what the search itself keeps, minutes for
   *     all readers together, and, optionally, names of readers with commas between
   * @throws IOException if the folders cannot be written
   * @throws InterruptedException if the search is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path corpus = Path.of(arguments[0]).toAbsolutePath();
    Path work = Path.of(arguments[1]).toAbsolutePath();
    List<String> names = names(arguments.length > 3 ? arguments[3] : "");
    long seconds = Math.max(1, Math.round(60 * Double.parseDouble(arguments[2]) / names.size()));
    List<String> found = new ArrayList<>();
    for (String name : names) {
      System.out.println("FUZZ " + name + ", " + seconds + " s");
      if (search(name, corpus.resolve(name), work.resolve(name), seconds) != 0) {
        found.add(name);
      }
    }
    System.out.println("FUZZ found " + (found.isEmpty() ? "nothing" : "something in " + found));
    if (!found.isEmpty()) {
      System.exit(1);
    }
  }

  private static List<String> names(String only) {
    Set<String> all = Readers.all().keySet();
    if (only.isBlank()) {
      return List.copyOf(all);
    }
    List<String> names = List.of(only.split(","));
    if (!all.containsAll(names)) {
      throw new IllegalArgumentException("readers " + names + ", expected some of " + all);
    }
    return names;
  }

  private static int search(String name, Path corpus, Path work, long seconds)
      throws IOException, InterruptedException {
    Files.createDirectories(corpus);
    Files.createDirectories(work);
    int number = 0;
    for (byte[] seed : Seeds.of(name)) {
      Files.write(work.resolve("seed-" + number++), seed);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + FuzzTarget.PROPERTY + "=" + name,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzTarget.class.getName(),
                "--instrumentation_includes=dev.alexandrite.**",
                // Scratch files are written on purpose.
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.FilePathTraversal",
                "--reproducer_path=" + work));
    command.addAll(
        List.of(
            "-max_total_time=" + seconds,
            "-timeout=" + TIMEOUT_SECONDS,
            "-max_len=" + LONGEST_INPUT,
            "-rss_limit_mb=0", // the heap has a limit of its own
            "-artifact_prefix=" + corpus + "/"));
    // The first folder takes what is new; the second is only read.
    command.add(work.toString());
    command.add(corpus.toString());
    Path output = work.resolveSibling(name + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    report(output, status);
    return status;
  }

  /** The end of the search, and all of a finding. */
  private static void report(Path output, int status) throws IOException {
    try (Stream<String> lines = Files.lines(output)) {
      List<String> all = lines.toList();
      int first = status == 0 ? Math.max(0, all.size() - 3) : finding(all);
      all.subList(first, all.size()).forEach(System.out::println);
    }
  }

  private static int finding(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("== ")) {
        return i;
      }
    }
    return Math.max(0, lines.size() - 20);
  }
}
