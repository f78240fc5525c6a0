package dev.alexandrite.cuda;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Probe;
import dev.alexandrite.testkit.Backends;

/** Opens the backend under test where the build has a native library for it. */
final class Nd4jNative {
  private Nd4jNative() {}

  static Backend open(int threads) {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeTrue(
        system.equals("Linux amd64"),
        () -> "the build has nd4j-native for Linux amd64 alone, this is " + system);
    if (new Nd4jBackendProvider().probe()
        instanceof Probe.Unavailable(String reason, String r, _)) {
      abort("backend nd4j cannot run here: " + reason);
    }
    return Backends.open("nd4j", threads);
  }
}
