package dev.alexandrite.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives systems turns, A B C A B C, so that a slow minute of the machine hits all alike. */
final class Comparison implements AutoCloseable {
  private final PrintStream report;
  private final Settings settings;
  private final SharedFiles files;
  private final Patience patience;
  private final PeerProcess roof;
  private final Set<Contender> introduced = EnumSet.noneOf(Contender.class);

  Comparison(PrintStream report, Settings settings, SharedFiles files, Patience patience)
      throws IOException {
    this.report = report;
    this.settings = settings;
    this.files = files;
    this.patience = patience;
    this.roof = PeerProcess.start(Contender.ROOF, Work.GEMM_1024, settings, files);
    introduce(Contender.ROOF);
    roof.round(1);
  }

  /**
   * Measures and reports one metric.
   *
   * @throws UnsupportedOperationException if a system does not offer its work
   */
  Outcome measure(Metric metric) throws IOException {
    report.println();
    report.println(metric.label() + ", " + metric.unit());
    metric.contenders().forEach(this::introduce);
    if (metric.work() == Work.FIRST_PREDICTION) {
      report.println("each from jars, with an AOT cache of its own and -XX:AOTMode=on");
    }
    Samples roofs = new Samples(roof.name(), Unit.GIGAFLOPS);
    List<Samples> systems =
        metric.turns().fresh() ? freshProcesses(metric, roofs) : turns(metric, roofs);
    systems.forEach(report::println);
    report.println(roofs);
    if (metric.unit() == Unit.IMAGES_PER_SECOND && metric.work().gigaflop() > 0) {
      report.println(
          Text.format(
              "direct arithmetic at the roof: %.1f img/s; heap a warm run of ours: %d bytes",
              roofs.median() / metric.work().gigaflop(), systems.getFirst().heapBytes()));
    }
    for (int i = 2; i < systems.size(); i++) {
      report.println(metric.tuned(systems.getFirst(), systems.get(i)));
    }
    Outcome outcome = metric.outcome(systems.getFirst().median(), theirs(metric, systems, roofs));
    report.println(outcome.line());
    return outcome;
  }

  private static double theirs(Metric metric, List<Samples> systems, Samples roofs) {
    if (metric.contenders().contains(Contender.ROOF)) {
      return roofs.median();
    }
    return systems.size() > 1 ? systems.get(1).median() : metric.reference();
  }

  private List<Samples> turns(Metric metric, Samples roofs) throws IOException {
    List<PeerProcess> systems = new ArrayList<>();
    try {
      List<Samples> samples = new ArrayList<>();
      for (Contender contender : metric.contenders()) {
        if (contender != Contender.ROOF) {
          PeerProcess system = PeerProcess.start(contender, metric.work(), settings, files);
          systems.add(system);
          samples.add(new Samples(system.name() + threads(contender), metric.unit()));
        }
      }
      int warmUp = patience.warmUp(metric);
      for (PeerProcess system : systems) {
        if (warmUp > 0) {
          system.round(warmUp);
        }
      }
      for (int round = 0; round < patience.rounds(metric); round++) {
        for (int i = 0; i < systems.size(); i++) {
          samples.get(i).add(systems.get(i).round(patience.steps(metric)));
        }
        roofs.add(roof.round(1));
      }
      return samples;
    } finally {
      for (PeerProcess system : systems) {
        system.close();
      }
    }
  }

  private List<Samples> freshProcesses(Metric metric, Samples roofs) throws IOException {
    List<Samples> samples =
        metric.contenders().stream()
            .map(contender -> new Samples(contender.name(), metric.unit()))
            .toList();
    for (int round = 0; round < patience.rounds(metric); round++) {
      for (int i = 0; i < samples.size(); i++) {
        samples.get(i).add(freshProcess(metric.contenders().get(i), metric));
      }
      roofs.add(roof.round(1));
    }
    return samples;
  }

  private PeerProcess.Round freshProcess(Contender contender, Metric metric) throws IOException {
    if (metric.work() == Work.FIRST_PREDICTION) {
      return FirstPrediction.measure(contender, settings, files);
    }
    try (PeerProcess system = PeerProcess.start(contender, metric.work(), settings, files)) {
      return system.round(patience.steps(metric));
    }
  }

  private String threads(Contender contender) {
    int threads = contender.settings(settings).threads();
    return threads == settings.threads() ? "" : ", " + threads + " thread";
  }

  private void introduce(Contender contender) {
    if (introduced.add(contender)) {
      String variables =
          contender.environment().entrySet().stream()
              .map(variable -> variable + " ")
              .collect(Collectors.joining());
      report.println(
          "flags of " + contender + ": " + variables + String.join(" ", contender.flags()));
    }
  }

  @Override
  public void close() throws IOException {
    roof.close();
  }
}
