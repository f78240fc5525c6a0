package dev.alexandrite.cuda;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Probe;
import dev.alexandrite.testkit.Backends;

/** The backend under test, where there is a GPU that it can compute on. */
final class Cuda {
  static final String UNUSABLE =
      "backend cuda cannot run here; run mvn -Pgpu verify on a machine with a GPU";

  private Cuda() {}

  static boolean isUsable() {
    return new CudaBackendProvider().probe() instanceof Probe.Available;
  }

  static Backend open() {
    return Backends.open("cuda", 1);
  }

  static void requireDevices(int count) {
    CudaBackendProvider provider = new CudaBackendProvider();
    if (provider.probe() instanceof Probe.Unavailable(String reason, String remedy, _)) {
      abort("backend cuda cannot run here: " + reason + "; " + remedy + " (mvn -Pgpu verify)");
    }
    assumeTrue(
        provider.devices() >= count,
        () -> count + " GPUs are needed, this machine has " + provider.devices());
  }
}
