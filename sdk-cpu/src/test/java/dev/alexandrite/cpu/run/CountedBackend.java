package dev.alexandrite.cpu.run;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ForwardingBackend;
import dev.alexandrite.spi.Probe;
import dev.alexandrite.spi.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Passes everything on to another backend and writes down what is copied in and out. */
final class CountedBackend extends ForwardingBackend {
  /** What was copied since the last look, in order; one test at a time. */
  private static final List<Transfer> TRANSFERS = new ArrayList<>();

  private CountedBackend(Backend inner) {
    super(inner);
  }

  /** One copy between host and backend. */
  record Transfer(String way, String tensor, long elements) {}

  /** What was copied since the last call. */
  static List<Transfer> take() {
    List<Transfer> taken = List.copyOf(TRANSFERS);
    TRANSFERS.clear();
    return taken;
  }

  @Override
  public String name() {
    return "counted-" + inner().name();
  }

  @Override
  public void upload(float[] host, TensorSpec spec, int rows, Buffer target) {
    TRANSFERS.add(new Transfer("in", spec.name(), spec.elements(rows)));
    super.upload(host, spec, rows, target);
  }

  @Override
  public void download(Buffer source, TensorSpec spec, int rows, float[] host) {
    TRANSFERS.add(new Transfer("out", spec.name(), spec.elements(rows)));
    super.download(source, spec, rows, host);
  }

  /** Offers the wrapped {@code cpu}. */
  public static final class Cpu extends Provider {
    public Cpu() {
      super("cpu");
    }
  }

  /** Offers the wrapped {@code scalar}. */
  public static final class Scalar extends Provider {
    public Scalar() {
      super("scalar");
    }
  }

  private abstract static class Provider implements BackendProvider {
    private final String inner;

    Provider(String inner) {
      this.inner = inner;
    }

    @Override
    public String name() {
      return "counted-" + inner;
    }

    @Override
    public int rank() {
      return -1;
    }

    @Override
    public Probe probe() {
      return new Probe.Available("over " + inner);
    }

    @Override
    public Backend create(BackendOptions options) {
      ClassLoader loader = BackendProvider.class.getClassLoader();
      return ServiceLoader.load(BackendProvider.class, loader).stream()
          .map(ServiceLoader.Provider::get)
          .filter(provider -> provider.name().equals(inner))
          .map(provider -> new CountedBackend(provider.create(options)))
          .findFirst()
          .orElseThrow();
    }
  }
}
