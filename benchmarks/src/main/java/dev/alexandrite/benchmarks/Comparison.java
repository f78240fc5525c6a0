package dev.alexandrite.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Gives systems turns, A B C A B C, so that a slow minute of the machine hits all alike. */
final class Comparison {
  private static final String OURS = AlexandritePeer.class.getName();
  private static final String ROOF = FmaRoof.class.getName();

  /** The libraries are named, not linked: they are there only under the profile {@code peers}. */
  private static final String PYTORCH = "dev.alexandrite.benchmarks.DjlPyTorchPeer";

  /** Multiply-adds of one image forward: 714,188,480 (One weird trick's tower). */
  private static final double MULTIPLY_ADDS = 714_188_480.0;

  /** The gradients by weights and by inputs cost a forward pass each, but for the first layer's. */
  private static final double TRAINING_GIGAFLOP =
      2 * (3 * MULTIPLY_ADDS - 64.0 * 55 * 55 * 3 * 11 * 11) * 1e-9;

  private static final Map<String, List<String>> FLAGS =
      Map.of(
          OURS, List.of("-Xmx8g", "--add-modules", "jdk.incubator.vector"),
          ROOF, List.of("-Xmx256m", "--add-modules", "jdk.incubator.vector"),
          PYTORCH, List.of("-Xmx2g", "--enable-native-access=ALL-UNNAMED"));

  private final PrintStream report;
  private final Settings settings;
  private final int warmUp;
  private final int rounds;
  private final int steps;

  Comparison(PrintStream report, Settings settings, int warmUp, int rounds, int steps) {
    this.report = report;
    this.settings = settings;
    this.warmUp = warmUp;
    this.rounds = rounds;
    this.steps = steps;
  }

  /** Training steps, ours beside PyTorch's and the machine's roof. */
  void trainStep() throws IOException {
    try (PeerProcess ours = start(OURS);
        PeerProcess peer = start(PYTORCH);
        PeerProcess roof = start(ROOF)) {
      Samples[] samples = {new Samples(), new Samples(), new Samples()};
      PeerProcess[] systems = {ours, peer, roof};
      for (PeerProcess system : systems) {
        system.round(system == roof ? 1 : warmUp);
      }
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < systems.length; i++) {
          samples[i].add(systems[i].round(systems[i] == roof ? 1 : steps));
        }
      }
      print(ours, samples[0], Metric.TRAIN_STEP.unit());
      print(peer, samples[1], Metric.TRAIN_STEP.unit());
      print(roof, samples[2], "GFLOP/s");
      report.println(
          Text.format(
              "direct arithmetic at the roof: %.1f img/s; heap a warm step of ours: %d bytes",
              samples[2].median() / TRAINING_GIGAFLOP, samples[0].heapBytes()));
      report.println(Metric.TRAIN_STEP.ratioLine(samples[0].median(), samples[1].median()));
    }
  }

  private PeerProcess start(String system) throws IOException {
    List<String> flags = FLAGS.getOrDefault(system, List.of());
    report.println("flags of " + system + ": " + String.join(" ", flags));
    return PeerProcess.start(system, Metric.TRAIN_STEP, settings, flags);
  }

  private void print(PeerProcess system, Samples samples, String unit) {
    report.println(
        Text.format(
            "%-32s median %8.2f %s, spread %.2f to %.2f over %d rounds, check %.4f",
            system.name(),
            samples.median(),
            unit,
            samples.slowest(),
            samples.fastest(),
            rounds,
            samples.lastCheck()));
  }
}
