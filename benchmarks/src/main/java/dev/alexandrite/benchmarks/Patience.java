package dev.alexandrite.benchmarks;

/**
 * How long to measure.
 *
 * @param rounds turns of each system, before the metric's own factor
 * @param warmUp runs of each system before anything counts; -1 for the metric's own number
 * @param steps runs a turn; 0 for the metric's own number
 */
record Patience(int rounds, int warmUp, int steps) {
  private static final int ROUNDS = 5;

  Patience {
    if (rounds < 1 || warmUp < -1 || steps < 0) {
      throw new IllegalArgumentException(
          "rounds and steps must be at least 1, warm-up at least 0, found "
              + (rounds + ", " + steps + " and " + warmUp));
    }
  }

  static Patience from(Arguments arguments) {
    return new Patience(
        arguments.integer("rounds", ROUNDS),
        arguments.integer("warm-up", -1),
        arguments.integer("steps", 0));
  }

  int warmUp(Metric metric) {
    return warmUp >= 0 && metric.turns().warmUp() > 0 ? warmUp : metric.turns().warmUp();
  }

  int steps(Metric metric) {
    return steps > 0 && metric.turns().mostRounds() > 1 ? steps : metric.turns().steps();
  }

  int rounds(Metric metric) {
    return Math.min(rounds * metric.turns().factor(), metric.turns().mostRounds());
  }
}
