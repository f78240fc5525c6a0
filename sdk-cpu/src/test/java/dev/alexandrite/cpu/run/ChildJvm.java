package dev.alexandrite.cpu.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a program of the tests as a process of its own: to kill it, or to see it start cold. */
final class ChildJvm {
  private ChildJvm() {}

  static Process start(Class<?> program, List<String> flags, Path output, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector"));
    all.addAll(flags);
    return startPlain(program, all, output, arguments);
  }

  /** Starts it without the vector module. */
  static Process startPlain(Class<?> program, List<String> flags, Path output, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Waits for the end and returns the digest that the run printed. */
  static String digest(Process process, Path output) throws IOException, InterruptedException {
    return printed(process, output, "DIGEST ");
  }

  /** Waits for the end and returns the rest of the line that begins with a word. */
  static String printed(Process process, Path output, String word)
      throws IOException, InterruptedException {
    int exit = process.waitFor();
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    return printed
        .lines()
        .filter(line -> line.startsWith(word))
        .map(line -> line.substring(word.length()))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("exit " + exit + " without " + word + ":\n" + printed));
  }
}
