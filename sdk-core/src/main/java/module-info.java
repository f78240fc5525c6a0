/**
 * The engine behind the api: planning, the training loop, readers and writers, and the scalar
 * reference backend.
 *
 * <p>Nothing is exported. An application reaches the engine through {@code
 * dev.alexandrite.spi.EngineProvider}, so everything here may change between releases.
 */
module dev.alexandrite.core {
  requires dev.alexandrite.api;
  requires com.google.common;
  requires static org.jspecify;

  uses dev.alexandrite.spi.BackendProvider;

  provides dev.alexandrite.spi.EngineProvider with
      dev.alexandrite.core.CoreEngineProvider;
  provides dev.alexandrite.spi.BackendProvider with
      dev.alexandrite.core.reference.ScalarBackendProvider;
}
