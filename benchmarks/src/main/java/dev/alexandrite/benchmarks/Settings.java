package dev.alexandrite.benchmarks;

/**
 * What every system is given alike.
 *
 * @param batch images a step
 * @param threads computing threads
 */
record Settings(int batch, int threads) {
  private static final int THREADS = 2;

  Settings {
    if (batch < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "batch and threads must be at least 1, found " + batch + " and " + threads);
    }
  }

  static Settings from(Arguments arguments, int batch) {
    return new Settings(arguments.integer("batch", batch), arguments.integer("threads", THREADS));
  }
}
