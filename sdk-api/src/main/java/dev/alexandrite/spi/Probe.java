package dev.alexandrite.spi;

/** The answer of {@link BackendProvider#probe()}. */
public sealed interface Probe {
  /**
   * The backend can run.
   *
   * @param detail what it found, such as the vector width
   */
  record Available(String detail) implements Probe {}

  /**
   * The backend cannot run.
   *
   * @param reason what is missing
   * @param remedy what to do about it
   */
  record Unavailable(String reason, String remedy) implements Probe {}
}
