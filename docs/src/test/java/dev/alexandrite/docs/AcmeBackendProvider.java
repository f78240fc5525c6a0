package dev.alexandrite.docs;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Probe;
import java.nio.file.Files;
import java.nio.file.Path;

// snippet: provider
public final class AcmeBackendProvider implements BackendProvider {
  @Override
  public String name() {
    return "acme";
  }

  @Override
  public int rank() {
    return 150; // above cpu (100): the automatic choice takes it where it is available
  }

  @Override
  public Probe probe() {
    return Files.exists(Path.of("/dev/acme0"))
        ? new Probe.Available("one device")
        : new Probe.Unavailable("there is no /dev/acme0", "install the driver");
  }

  @Override
  public Backend create(BackendOptions options) {
    return new AcmeBackend(options.threads());
  }
}
// end
