package dev.alexandrite.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The rounds of one system. */
final class Samples {
  private final List<PeerProcess.Round> rounds = new ArrayList<>();

  void add(PeerProcess.Round round) {
    rounds.add(round);
  }

  /** The middle rate; of an even number of rounds the mean of the two in the middle. */
  double median() {
    double[] rates = sorted();
    int middle = rates.length / 2;
    return rates.length % 2 == 1 ? rates[middle] : (rates[middle - 1] + rates[middle]) / 2;
  }

  double slowest() {
    return sorted()[0];
  }

  double fastest() {
    return sorted()[rounds.size() - 1];
  }

  /** The heap allocated by one run in the last round, when everything is warm. */
  long heapBytes() {
    return rounds.getLast().heapBytes();
  }

  double lastCheck() {
    return rounds.getLast().check();
  }

  private double[] sorted() {
    return rounds.stream().mapToDouble(PeerProcess.Round::rate).sorted().toArray();
  }
}
