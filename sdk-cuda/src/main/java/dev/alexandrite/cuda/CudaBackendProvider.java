package dev.alexandrite.cuda;

import dev.alexandrite.BackendException;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Probe;

/**
 * Offers the backend {@code cuda}. In this release it is always unavailable and says so: the
 * kernels on ND4J are not part of it yet. No class of ND4J is linked.
 */
public final class CudaBackendProvider implements BackendProvider {
  private static final Probe.Unavailable NOT_IN_THIS_RELEASE =
      new Probe.Unavailable(
          "this release of alexandrite-cuda contains no GPU kernels",
          "use the backend cpu of dev.alexandrite:alexandrite-cpu, which needs no GPU");

  /** Does nothing, as the service loader expects. */
  public CudaBackendProvider() {}

  @Override
  public String name() {
    return "cuda";
  }

  @Override
  public int rank() {
    return 200;
  }

  @Override
  public Probe probe() {
    return NOT_IN_THIS_RELEASE;
  }

  @Override
  public Backend create(BackendOptions options) {
    throw new BackendException(
        "backend cuda cannot run: "
            + NOT_IN_THIS_RELEASE.reason()
            + "; "
            + NOT_IN_THIS_RELEASE.remedy());
  }
}
