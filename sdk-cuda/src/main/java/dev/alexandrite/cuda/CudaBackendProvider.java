package dev.alexandrite.cuda;

import dev.alexandrite.BackendException;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Probe;
import java.util.List;

/**
 * Offers the backend {@code cuda}, on ND4J's binary for CUDA 11.6. It is available where that
 * binary is on the class path and the driver and a device can run it; no class of ND4J is linked
 * before that is known.
 */
public final class CudaBackendProvider implements BackendProvider {
  private static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

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
    try {
      Class.forName(CUDA_BACKEND, false, CudaBackendProvider.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return new Probe.Unavailable(
          "org.nd4j:nd4j-cuda-11.6 is not on the class path",
          "add org.nd4j:nd4j-cuda-11.6-platform:1.0.0-M2.1, or use the backend cpu",
          false);
    }
    return CudaDriver.ask().probe();
  }

  @Override
  public int devices() {
    return CudaDriver.ask().usable().size();
  }

  @Override
  public Backend create(BackendOptions options) {
    if (probe() instanceof Probe.Unavailable(String reason, String remedy, _)) {
      throw new BackendException("backend cuda cannot run: " + reason + "; " + remedy);
    }
    List<CudaDevice> usable = CudaDriver.ask().usable();
    if (options.device() >= usable.size()) {
      throw new BackendException(
          "backend cuda cannot run on device "
              + options.device()
              + ": those that it can use are "
              + usable
              + ", counted from 0 on; ask for fewer devices");
    }
    return Nd4jBackend.load(name(), CUDA_BACKEND, usable.get(options.device()));
  }
}
