package dev.alexandrite.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The driver's side of one system: a JVM that waits for its turns. */
final class PeerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter commands;
  private final String name;

  private PeerProcess(Process process, String suffix) throws IOException {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.name = expect(PeerProtocol.READY) + suffix;
  }

  /**
   * Starts a system and waits until its work is ready.
   *
   * @throws UnsupportedOperationException if the system does not offer the work
   */
  static PeerProcess start(Contender system, Work work, Settings settings, SharedFiles files)
      throws IOException {
    return start(system, work.name(), system.settings(settings), files);
  }

  /** The logits of the first {@code rows} images of a net's batch, and the system's name. */
  static Logits logits(Contender system, Net net, int rows, int threads, SharedFiles files)
      throws IOException {
    String task = PeerProtocol.LOGITS_OF + net.name();
    try (PeerProcess process = start(system, task, new Settings(rows, threads), files)) {
      String[] texts = process.expect(PeerProtocol.LOGITS).split(" ", -1);
      float[] values = new float[texts.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.parseFloat(texts[i]);
      }
      return new Logits(process.name(), values);
    }
  }

  private static PeerProcess start(
      Contender system, String task, Settings settings, SharedFiles files) throws IOException {
    List<String> arguments = List.of(PeerProtocol.arguments(task, settings, files));
    Process process =
        JavaCommand.of(
                system.flags(),
                JavaCommand.CLASS_PATH,
                system.environment(),
                settings.threads(),
                system.server(),
                arguments)
            .start();
    try {
      return new PeerProcess(process, system.tuning().suffix());
    } catch (IOException e) {
      process.destroy();
      throw new IOException(system + " did not start; its own message is above", e);
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
    double check = Double.parseDouble(fields[2]);
    if (!Double.isFinite(check)) {
      throw new IOException(name + " computed " + check + ": the figures would mean nothing");
    }
    return new Round(
        Double.parseDouble(fields[0]) / runs,
        Double.parseDouble(fields[1]),
        check,
        Long.parseLong(fields[3]),
        Long.parseLong(fields[4]));
  }

  private String expect(String prefix) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(prefix)) {
        return line.substring(prefix.length());
      }
      if (line.startsWith(PeerProtocol.UNSUPPORTED)) {
        throw new UnsupportedOperationException(line.substring(PeerProtocol.UNSUPPORTED.length()));
      }
    }
    throw new IOException("the process ended without answering");
  }

  /** Ends the system, which stops at the end of its input, and waits until its memory is free. */
  @Override
  public void close() throws IOException {
    commands.close();
    answers.close();
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * One turn.
   *
   * @param secondsPerRun the time of one run
   * @param size what one run counts for
   * @param check the workload's sanity value after the turn
   * @param heapBytes heap that one run allocated on live Java threads
   * @param peakBytes the most memory that the process has had so far
   */
  record Round(double secondsPerRun, double size, double check, long heapBytes, long peakBytes) {
    /** The metric's unit, such as images a second. */
    double rate() {
      return size / secondsPerRun;
    }
  }

  /**
   * What a system computed of a net's batch.
   *
   * @param system its name and version
   * @param values {@code float32[rows, classes]}
   */
  record Logits(String system, float[] values) {}
}
