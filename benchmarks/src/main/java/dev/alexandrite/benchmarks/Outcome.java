package dev.alexandrite.benchmarks;

/**
 * A metric's result.
 *
 * @param metric what was measured
 * @param ours our median
 * @param theirs the rival's median, or what stands for it
 * @param value above 1 means that ours is better
 * @param bar how far ahead we must be
 */
record Outcome(Metric metric, double ours, double theirs, double value, Metric.Bar bar) {
  /** The line that later tools read. */
  String line() {
    return Text.format(
        "RATIO %s %.3f %.3f %.3f must %s aim %s",
        metric.label(), ours, theirs, value, bar.must(), bar.aim());
  }

  /** The same line with its verdict. */
  String verdict() {
    if (bar.equals(Metric.Bar.NONE)) {
      return line() + " has no bar";
    }
    return line() + (value >= bar.must() ? " reached" : " MISSED");
  }
}
