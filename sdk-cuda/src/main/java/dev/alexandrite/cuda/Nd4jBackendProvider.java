package dev.alexandrite.cuda;

import dev.alexandrite.BackendException;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Probe;

/**
 * Offers the backend {@code nd4j}: the operators of {@code cuda} on processors, through {@code
 * nd4j-native}. It is how they are tested where there is no GPU; {@code cpu} is faster.
 */
public final class Nd4jBackendProvider implements BackendProvider {
  private static final String NATIVE_BACKEND = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";

  /** Does nothing, as the service loader expects. */
  public Nd4jBackendProvider() {}

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public int rank() {
    return 50;
  }

  @Override
  public Probe probe() {
    try {
      Class.forName(NATIVE_BACKEND, false, Nd4jBackendProvider.class.getClassLoader());
      return new Probe.Available("ND4J on processors");
    } catch (ClassNotFoundException e) {
      return new Probe.Unavailable(
          "org.nd4j:nd4j-native is not on the class path (" + e + ")",
          "add org.nd4j:nd4j-native-platform:1.0.0-M2.1, or use the backend cpu",
          false);
    }
  }

  @Override
  public Backend create(BackendOptions options) {
    if (probe() instanceof Probe.Unavailable(String reason, String remedy, _)) {
      throw new BackendException("backend nd4j cannot run: " + reason + "; " + remedy);
    }
    return Nd4jBackend.load(name(), NATIVE_BACKEND, null);
  }
}
