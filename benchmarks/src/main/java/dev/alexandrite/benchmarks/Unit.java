package dev.alexandrite.benchmarks;

import java.util.function.ToDoubleFunction;

/** What a figure counts, and how it is read off a turn. */
enum Unit {
  IMAGES_PER_SECOND("img/s", true, PeerProcess.Round::rate),
  GIGAFLOPS("GFLOP/s", true, PeerProcess.Round::rate),
  MILLISECONDS("ms", false, round -> 1e3 * round.secondsPerRun()),
  SECONDS("s", false, PeerProcess.Round::secondsPerRun),
  MEGABYTES("MB", false, round -> 1e-6 * round.peakBytes()),
  /** The workload's own finding. */
  PERCENT("%", false, PeerProcess.Round::check);

  private final String text;
  private final boolean moreIsBetter;
  private final ToDoubleFunction<PeerProcess.Round> reading;

  Unit(String text, boolean moreIsBetter, ToDoubleFunction<PeerProcess.Round> reading) {
    this.text = text;
    this.moreIsBetter = moreIsBetter;
    this.reading = reading;
  }

  double of(PeerProcess.Round round) {
    return reading.applyAsDouble(round);
  }

  /** Above 1 means that ours is better. */
  double ratio(double ours, double theirs) {
    return moreIsBetter ? ours / theirs : theirs / ours;
  }

  @Override
  public String toString() {
    return text;
  }
}
