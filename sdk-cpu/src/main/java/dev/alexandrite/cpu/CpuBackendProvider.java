package dev.alexandrite.cpu;

import dev.alexandrite.BackendException;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Probe;
import java.util.List;

/** Offers the Vector API backend, {@code cpu}. Links no vector type before {@link #probe()}. */
public final class CpuBackendProvider implements BackendProvider {
  /**
   * {@code winograd}, the default, or {@code direct}: no Winograd, see {@code docs/numerics.md}.
   */
  static final String CONVOLUTION_PROPERTY = "dev.alexandrite.cpu.convolution";

  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final String CLIENT_COMPILER_ONLY = "emulated-client";
  private static final String WINOGRAD = "winograd";
  private static final List<String> CONVOLUTIONS = List.of(WINOGRAD, "direct");

  /** Called by the service loader. */
  public CpuBackendProvider() {}

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public int rank() {
    return 100;
  }

  @Override
  public Probe probe() {
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      return new Probe.Unavailable(
          "the module " + VECTOR_MODULE + " is not resolved", "add --add-modules " + VECTOR_MODULE);
    }
    String machine = System.getProperty("java.vm.name", "");
    String mode = System.getProperty("java.vm.info", "");
    if (!machine.contains("Server VM") || mode.contains("interpreted mode")) {
      return new Probe.Unavailable(
          "vectors need the optimising compiler C2 of HotSpot, found " + machine + ", " + mode,
          "run on an OpenJDK server VM, without -Xint");
    }
    if (!CONVOLUTIONS.contains(convolution())) {
      return new Probe.Unavailable(
          "system property "
              + CONVOLUTION_PROPERTY
              + " must be one of "
              + CONVOLUTIONS
              + ", found "
              + convolution(),
          "correct or remove the property");
    }
    return selfTest();
  }

  private static String convolution() {
    return System.getProperty(CONVOLUTION_PROPERTY, WINOGRAD);
  }

  private static Probe selfTest() {
    try {
      return new Probe.Available(SelfTest.run() + "-bit vectors");
    } catch (ExceptionInInitializerError e) {
      return new Probe.Unavailable(String.valueOf(e.getCause()), "correct or remove the property");
    } catch (IllegalStateException | LinkageError e) {
      return new Probe.Unavailable(e.toString(), "use the scalar backend");
    }
  }

  /** Without C2 no vector operation becomes an instruction; HotSpot says so in its own words. */
  private static void warnOfClientCompiler() {
    if (System.getProperty("java.vm.info", "").contains(CLIENT_COMPILER_ONLY)) {
      System.getLogger(CpuBackendProvider.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "the backend cpu runs without the optimising compiler C2, about twenty times slower:"
                  + " remove -XX:TieredStopAtLevel=1 and the like from Java's options; where mvn"
                  + " spring-boot:run adds it, set <optimizedLaunch>false</optimizedLaunch>");
    }
  }

  @Override
  public Backend create(BackendOptions options) {
    return switch (probe()) {
      case Probe.Available available -> {
        boolean winograd = convolution().equals(WINOGRAD);
        warnOfClientCompiler();
        WorkerPool pool = WorkerPool.of(options);
        WarmUp.start(winograd);
        yield new CpuBackend(pool, winograd, available.detail());
      }
      case Probe.Unavailable(String reason, String remedy, _) ->
          throw new BackendException("backend cpu cannot run: " + reason + "; " + remedy);
    };
  }
}
