package dev.alexandrite.docs;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.TensorSpec;
import java.util.ServiceLoader;

/** Stands for a reader's own backend; here the scalar one under another name. */
final class AcmeBackend implements Backend {
  private final Backend scalar;

  AcmeBackend(int threads) {
    this.scalar =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("scalar"))
            .findFirst()
            .orElseThrow()
            .create(new BackendOptions(threads));
  }

  @Override
  public String name() {
    return "acme";
  }

  @Override
  public String planVersion() {
    return "acme-1";
  }

  @Override
  public String description() {
    return "acme: " + scalar.description();
  }

  @Override
  public Buffer allocate(long elements) {
    return scalar.allocate(elements);
  }

  @Override
  public Buffer slice(Buffer buffer, long offset, long elements) {
    return scalar.slice(buffer, offset, elements);
  }

  @Override
  public void upload(float[] host, TensorSpec spec, int rows, Buffer target) {
    scalar.upload(host, spec, rows, target);
  }

  @Override
  public void download(Buffer source, TensorSpec spec, int rows, float[] host) {
    scalar.download(source, spec, rows, host);
  }

  @Override
  public OpPlan plan(Op op, int capacity) {
    return scalar.plan(op, capacity);
  }

  @Override
  public void close() {
    scalar.close();
  }
}
