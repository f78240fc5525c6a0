package dev.alexandrite.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The child's side of a measurement. The driver writes {@code RUN n} on standard input; the answer
 * is {@code DONE seconds size check heapBytes}, the time of n runs and what each counts for. End of
 * input ends the process. Libraries that print to standard output are sent to standard error.
 */
final class PeerProtocol {
  static final String READY = "READY ";
  static final String RUN = "RUN ";
  static final String DONE = "DONE ";

  private PeerProtocol() {}

  /** Serves one system; {@code arguments} are the metric, the batch and the threads. */
  static void serve(Peer peer, String... arguments) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    Settings settings =
        new Settings(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    try (Workload workload = peer.prepare(Metric.valueOf(arguments[0]), settings);
        BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      answers.println(READY + peer.name());
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        answers.println(DONE + round(workload, Integer.parseInt(line.substring(RUN.length()))));
      }
    }
  }

  private static String round(Workload workload, int runs) {
    long allocatedBefore = HeapMeter.allocated();
    long start = System.nanoTime();
    for (int i = 0; i < runs; i++) {
      workload.run();
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    long allocated = (HeapMeter.allocated() - allocatedBefore) / runs;
    return seconds + " " + workload.size() + " " + workload.check() + " " + allocated;
  }
}
