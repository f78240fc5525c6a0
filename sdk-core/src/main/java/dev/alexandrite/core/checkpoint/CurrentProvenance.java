package dev.alexandrite.core.checkpoint;

import dev.alexandrite.Alexandrite;
import dev.alexandrite.checkpoint.Provenance;
import dev.alexandrite.spi.Backend;

/** The provenance of what this process makes. */
public final class CurrentProvenance {
  private CurrentProvenance() {}

  /**
   * Describes this process.
   *
   * @param backend what computes
   * @param planVersion the version of its rules, and what else the order of sums depends on
   * @param dataFingerprint identifies the training data
   * @param seed the seed of the run
   * @return the description
   */
  public static Provenance of(
      Backend backend, String planVersion, String dataFingerprint, long seed) {
    return new Provenance(
        Alexandrite.version(),
        Runtime.version().toString(),
        String.join(
            " ",
            System.getProperty("os.name", "unknown"),
            System.getProperty("os.version", ""),
            System.getProperty("os.arch", "")),
        backend.name(),
        planVersion,
        backend.description(),
        dataFingerprint,
        seed);
  }
}
