/**
 * The backend on the Vector API, in pure Java.
 *
 * <p>The incubating module is required and not optional: on the module path an application then
 * needs no flag. On the class path the flag is {@code --add-modules jdk.incubator.vector}.
 */
module dev.alexandrite.cpu {
  requires dev.alexandrite.api;
  requires jdk.incubator.vector;
  requires static org.jspecify;

  provides dev.alexandrite.spi.BackendProvider with
      dev.alexandrite.cpu.CpuBackendProvider;
}
