package dev.alexandrite.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The rounds of one system. */
final class Samples {
  private final String system;
  private final Unit unit;
  private final List<PeerProcess.Round> rounds = new ArrayList<>();

  Samples(String system, Unit unit) {
    this.system = system;
    this.unit = unit;
  }

  String system() {
    return system;
  }

  void add(PeerProcess.Round round) {
    rounds.add(round);
  }

  /** The middle figure; of an even number of rounds the mean of the two in the middle. */
  double median() {
    double[] figures = sorted();
    int middle = figures.length / 2;
    return figures.length % 2 == 1 ? figures[middle] : (figures[middle - 1] + figures[middle]) / 2;
  }

  /** The heap allocated by one run in the last round, when everything is warm. */
  long heapBytes() {
    return rounds.getLast().heapBytes();
  }

  /** The system's line in the report. */
  @Override
  public String toString() {
    double[] figures = sorted();
    return Text.format(
        "%-38s median %8.2f %s, spread %.2f to %.2f over %d rounds, check %.4f",
        system,
        median(),
        unit,
        figures[0],
        figures[figures.length - 1],
        figures.length,
        rounds.getLast().check());
  }

  private double[] sorted() {
    return rounds.stream().mapToDouble(unit::of).sorted().toArray();
  }
}
