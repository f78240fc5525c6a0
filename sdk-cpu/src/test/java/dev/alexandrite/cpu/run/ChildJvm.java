package dev.alexandrite.cpu.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts {@link TrainingFixture} as a process of its own, which a test can kill. */
final class ChildJvm {
  private ChildJvm() {}

  static Process start(List<String> flags, Path output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Xmx1g"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TrainingFixture.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Waits for the end and returns the digest that the run printed. */
  static String digest(Process process, Path output) throws IOException, InterruptedException {
    int exit = process.waitFor();
    String printed = java.nio.file.Files.readString(output, StandardCharsets.UTF_8);
    return printed
        .lines()
        .filter(line -> line.startsWith("DIGEST "))
        .map(line -> line.substring("DIGEST ".length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("exit " + exit + " without a digest:\n" + printed));
  }
}
