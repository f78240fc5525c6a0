package dev.alexandrite.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Measures several metrics one after the other and sums up. */
final class PeersRun {
  private PeersRun() {}

  /** The weights are written, the systems' logits compared, then the metrics are measured. */
  static void measure(
      List<Metric> metrics, Settings settings, Patience patience, PrintStream report)
      throws IOException {
    List<Net> nets =
        metrics.stream()
            .map(metric -> metric.work().net())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    SharedFiles files = new SharedFiles(Files.createTempDirectory("alexandrite-peers"));
    try {
      SharedFilesWriter.write(files, nets, settings);
      LogitsCheck.require(metrics, settings, files, report);
      measure(metrics, new Comparison(report, settings, files, patience), report);
    } finally {
      SharedFilesWriter.delete(files);
    }
  }

  private static void measure(List<Metric> metrics, Comparison comparison, PrintStream report)
      throws IOException {
    List<String> summary = new ArrayList<>();
    try (comparison) {
      for (Metric metric : metrics) {
        summary.add(verdict(comparison, metric, report));
      }
    }
    report.println();
    summary.forEach(report::println);
  }

  private static String verdict(Comparison comparison, Metric metric, PrintStream report)
      throws IOException {
    try {
      return comparison.measure(metric).verdict();
    } catch (UnsupportedOperationException e) {
      String line = "NOT MEASURED " + metric.label() + ": " + e.getMessage();
      report.println(line);
      return line;
    }
  }
}
