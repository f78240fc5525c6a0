package dev.alexandrite.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The driver's side of one system: a JVM that waits for its turns. */
final class PeerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter commands;
  private final String name;

  private PeerProcess(Process process) throws IOException {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.name = expect(PeerProtocol.READY);
  }

  /**
   * Starts a system and waits until it is ready.
   *
   * @param mainClass the system's class, whose {@code main} calls {@link PeerProtocol#serve}
   * @param flags further JVM options
   */
  static PeerProcess start(String mainClass, Metric metric, Settings settings, List<String> flags)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.add(metric.name());
    command.add(String.valueOf(settings.batch()));
    command.add(String.valueOf(settings.threads()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      return new PeerProcess(process);
    } catch (IOException e) {
      process.destroy();
      throw new IOException(mainClass + " did not start; its own message is above", e);
    }
  }

  /** The system's name and version. */
  String name() {
    return name;
  }

  /** Lets the system run the workload so many times while the others wait. */
  Round round(int runs) throws IOException {
    commands.write(PeerProtocol.RUN + runs);
    commands.newLine();
    commands.flush();
    String[] fields = expect(PeerProtocol.DONE).split(" ", -1);
    double seconds = Double.parseDouble(fields[0]);
    double size = Double.parseDouble(fields[1]);
    double check = Double.parseDouble(fields[2]);
    if (!Double.isFinite(check)) {
      throw new IOException(name + " computed " + check + ": the figures would mean nothing");
    }
    return new Round(size * runs / seconds, check, Long.parseLong(fields[3]));
  }

  private String expect(String prefix) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(prefix)) {
        return line.substring(prefix.length());
      }
    }
    throw new IOException("the process ended without answering");
  }

  /** Ends the system: it stops at the end of its input. */
  @Override
  public void close() throws IOException {
    commands.close();
    answers.close();
    process.destroy();
  }

  /**
   * One turn.
   *
   * @param rate the metric's unit, such as images a second
   * @param check the workload's sanity value after the turn
   * @param heapBytes heap that one run allocated on live Java threads
   */
  record Round(double rate, double check, long heapBytes) {}
}
