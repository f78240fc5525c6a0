/**
 * The backend on the Vector API, in pure Java; {@code requires dev.alexandrite.cpu;} is all that an
 * application says.
 *
 * <p>It hands on the api. No class here uses the engine, which is required all the same: {@code
 * jlink} binds no services, so an image would be without it.
 *
 * <p>The incubating module is required and not optional: on the module path an application then
 * needs no flag. On the class path the flag is {@code --add-modules jdk.incubator.vector}.
 */
module dev.alexandrite.cpu {
  requires transitive dev.alexandrite.api;
  requires dev.alexandrite.core;
  requires jdk.incubator.vector;
  requires static org.jspecify;

  provides dev.alexandrite.RoofEngine with
      dev.alexandrite.cpu.CpuRoofEngine;
  provides dev.alexandrite.spi.BackendProvider with
      dev.alexandrite.cpu.CpuBackendProvider;
}
