package dev.alexandrite.cpu.run;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.Probe;
import dev.alexandrite.spi.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Passes everything on to another backend and writes down what is copied in and out. */
final class CountedBackend implements Backend {
  /** What was copied since the last look, in order; one test at a time. */
  private static final List<Transfer> TRANSFERS = new ArrayList<>();

  private final Backend inner;

  private CountedBackend(Backend inner) {
    this.inner = inner;
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
    return "counted-" + inner.name();
  }

  @Override
  public String planVersion() {
    return inner.planVersion();
  }

  @Override
  public String description() {
    return inner.description();
  }

  @Override
  public Buffer allocate(long elements) {
    return inner.allocate(elements);
  }

  @Override
  public Buffer slice(Buffer buffer, long offset, long elements) {
    return inner.slice(buffer, offset, elements);
  }

  @Override
  public void upload(float[] host, TensorSpec spec, int rows, Buffer target) {
    TRANSFERS.add(new Transfer("in", spec.name(), spec.elements(rows)));
    inner.upload(host, spec, rows, target);
  }

  @Override
  public void download(Buffer source, TensorSpec spec, int rows, float[] host) {
    TRANSFERS.add(new Transfer("out", spec.name(), spec.elements(rows)));
    inner.download(source, spec, rows, host);
  }

  @Override
  public OpPlan plan(Op op, int capacity) {
    return inner.plan(op, capacity);
  }

  @Override
  public void close() {
    inner.close();
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
