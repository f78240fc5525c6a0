package dev.alexandrite.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Refuses to compare the times of systems that compute different networks. */
final class LogitsCheck {
  private static final int ROWS = 8;

  private LogitsCheck() {}

  /**
   * Compares the logits of every net that at least two systems compute, each with all that compute
   * in 32 bits.
   *
   * @throws IOException if two differ; the message names them and the difference
   */
  static void require(
      Collection<Metric> metrics, Settings settings, SharedFiles files, PrintStream report)
      throws IOException {
    for (Map.Entry<Net, Set<Contender>> entry : systems(metrics).entrySet()) {
      if (entry.getValue().size() > 1) {
        Map<Double, List<PeerProcess.Logits>> logits = new TreeMap<>();
        for (Contender system : entry.getValue()) {
          logits
              .computeIfAbsent(system.tuning().tolerance(), _ -> new ArrayList<>())
              .add(PeerProcess.logits(system, entry.getKey(), ROWS, settings.threads(), files));
        }
        List<PeerProcess.Logits> exact = logits.values().iterator().next();
        for (Map.Entry<Double, List<PeerProcess.Logits>> others : logits.entrySet()) {
          double largest = requireEqual(entry.getKey(), exact, others.getValue(), others.getKey());
          report.println(
              Text.format(
                  "logits of %s agree within %.1e: %s",
                  entry.getKey(),
                  largest,
                  String.join(
                      ", ", others.getValue().stream().map(PeerProcess.Logits::system).toList())));
        }
      }
    }
  }

  private static Map<Net, Set<Contender>> systems(Collection<Metric> metrics) {
    Map<Net, Set<Contender>> systems = new EnumMap<>(Net.class);
    for (Metric metric : metrics) {
      Net net = metric.work().net();
      if (net != null) {
        systems
            .computeIfAbsent(net, _ -> EnumSet.noneOf(Contender.class))
            .addAll(metric.contenders());
      }
    }
    systems.values().forEach(set -> set.remove(Contender.ALEXANDRITE_ONE_THREAD));
    return systems;
  }

  private static double requireEqual(
      Net net, List<PeerProcess.Logits> exact, List<PeerProcess.Logits> others, double tolerance)
      throws IOException {
    double largest = 0;
    for (PeerProcess.Logits one : exact) {
      for (PeerProcess.Logits other : others) {
        double difference = difference(one.values(), other.values());
        if (!(difference <= tolerance)) {
          throw new IOException(
              Text.format(
                  "%s: the logits of %s and %s differ by %.2e of the largest, allowed are %.0e; not"
                      + " the same network, so nothing is timed",
                  net, one.system(), other.system(), difference, tolerance));
        }
        largest = Math.max(largest, difference);
      }
    }
    return largest;
  }

  /** The largest difference by the largest value; not a number if either has one. */
  private static double difference(float[] a, float[] b) {
    if (a.length != b.length) {
      return Double.POSITIVE_INFINITY;
    }
    double difference = 0;
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      difference = Math.max(difference, Math.abs(a[i] - b[i]));
      largest = Math.max(largest, Math.abs(b[i]));
    }
    return difference / largest;
  }
}
