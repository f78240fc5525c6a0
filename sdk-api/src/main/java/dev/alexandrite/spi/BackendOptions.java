package dev.alexandrite.spi;

/**
 * What the application asks of a backend.
 *
 * @param threads computing threads, at least 1
 */
public record BackendOptions(int threads) {
  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if threads is below 1
   */
  public BackendOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, found " + threads);
    }
  }

  /**
   * One thread for each available processor.
   *
   * @return the default options
   */
  public static BackendOptions defaults() {
    return new BackendOptions(Runtime.getRuntime().availableProcessors());
  }
}
