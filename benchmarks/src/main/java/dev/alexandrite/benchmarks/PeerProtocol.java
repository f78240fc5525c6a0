package dev.alexandrite.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The child's side of a measurement. The driver writes {@code RUN n} on standard input; the answer
 * is {@code DONE seconds size check heapBytes peakBytes}, the time of n runs and what each counts
 * for. End of input ends the process. Libraries that print to standard output are sent to standard
 * error.
 */
final class PeerProtocol {
  static final String READY = "READY ";
  static final String UNSUPPORTED = "UNSUPPORTED ";
  static final String RUN = "RUN ";
  static final String DONE = "DONE ";
  static final String LOGITS = "LOGITS ";

  /** Where a system's name is wanted without work: then a net's logits are the answer. */
  static final String LOGITS_OF = "logits-of-";

  private PeerProtocol() {}

  /** The arguments of a child; {@code task} is a {@link Work} or {@link #LOGITS_OF} and a net. */
  static String[] arguments(String task, Settings settings, SharedFiles files) {
    return new String[] {
      task,
      String.valueOf(settings.batch()),
      String.valueOf(settings.threads()),
      files.folder().toString()
    };
  }

  /** The threads among the arguments, for libraries that want them before anything else. */
  static String threads(String... arguments) {
    return arguments[2];
  }

  /** Serves one system. */
  static void serve(Peer peer, String... arguments) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    Settings settings =
        new Settings(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    SharedFiles files = new SharedFiles(Path.of(arguments[3]));
    try {
      if (arguments[0].startsWith(LOGITS_OF)) {
        Net net = Net.valueOf(arguments[0].substring(LOGITS_OF.length()));
        answers.println(READY + peer.name());
        answers.println(LOGITS + text(peer.logits(net, settings.batch(), settings, files)));
      } else {
        serve(peer, Work.valueOf(arguments[0]), settings, files, answers);
      }
    } catch (UnsupportedOperationException e) {
      answers.println(UNSUPPORTED + e.getMessage());
    }
  }

  private static void serve(
      Peer peer, Work work, Settings settings, SharedFiles files, PrintStream answers)
      throws IOException {
    try (Workload workload = peer.prepare(work, settings, files);
        BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      answers.println(READY + peer.name());
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        answers.println(DONE + round(workload, Integer.parseInt(line.substring(RUN.length()))));
      }
    }
  }

  private static String round(Workload workload, int runs) throws IOException {
    long allocatedBefore = HeapMeter.allocated();
    long start = System.nanoTime();
    for (int i = 0; i < runs; i++) {
      workload.run();
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    long allocated = (HeapMeter.allocated() - allocatedBefore) / runs;
    return String.join(
        " ",
        String.valueOf(seconds),
        String.valueOf(workload.size()),
        String.valueOf(workload.check()),
        String.valueOf(allocated),
        String.valueOf(PeakMemory.bytes()));
  }

  private static String text(float[] values) {
    StringBuilder text = new StringBuilder();
    for (float value : values) {
      text.append(value).append(' ');
    }
    return text.toString().trim();
  }
}
