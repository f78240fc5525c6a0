package dev.alexandrite.cpu;

import dev.alexandrite.BackendException;
import dev.alexandrite.RoofEngine;
import dev.alexandrite.spi.Probe;

/** Offers the roofs of this machine. Links no vector type where the backend cannot run either. */
public final class CpuRoofEngine implements RoofEngine {
  /** Called by the service loader. */
  public CpuRoofEngine() {}

  @Override
  public Roof multiplyAdds(int threads) {
    requireVectors();
    return new MultiplyAddRoof(threads);
  }

  @Override
  public Roof memoryReads(int threads) {
    requireVectors();
    return new MemoryRoof(threads);
  }

  private static void requireVectors() {
    if (new CpuBackendProvider().probe()
        instanceof Probe.Unavailable(String reason, String remedy, _)) {
      throw new BackendException(
          "the roof of this machine cannot be measured: " + reason + "; " + remedy);
    }
  }
}
