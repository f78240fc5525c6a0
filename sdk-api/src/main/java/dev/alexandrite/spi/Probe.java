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
   * @param installed false if the application did not bring the library that the backend needs, and
   *     so never meant it to run: that deserves no warning
   */
  record Unavailable(String reason, String remedy, boolean installed) implements Probe {
    /**
     * A backend that was meant to run and cannot.
     *
     * @param reason what is missing
     * @param remedy what to do about it
     */
    public Unavailable(String reason, String remedy) {
      this(reason, remedy, true);
    }
  }
}
