package dev.alexandrite.examples;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorSpec;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Passes everything on to another backend and measures each kind of operator; prints the sums when
 * it is closed. Graphs are compiled by the default, which plans every operator here.
 */
final class MeteredBackend implements Backend {
  private final Backend inner;
  private final PrintStream out;
  private final Map<String, Meter> meters = new ConcurrentHashMap<>();

  MeteredBackend(Backend inner, PrintStream out) {
    this.inner = inner;
    this.out = out;
  }

  @Override
  public String name() {
    return MeteredBackendProvider.NAME;
  }

  /** The inner one's: measuring changes no bit. */
  @Override
  public String planVersion() {
    return inner.planVersion();
  }

  @Override
  public String description() {
    return "metered " + inner.name() + ", " + inner.description();
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
    inner.upload(host, spec, rows, target);
  }

  @Override
  public void download(Buffer source, TensorSpec spec, int rows, float[] host) {
    inner.download(source, spec, rows, host);
  }

  @Override
  public OpPlan plan(Op op, int capacity) {
    Meter meter = meters.computeIfAbsent(kind(op), kind -> new Meter());
    return new MeteredPlan(inner.plan(op, capacity), meter);
  }

  @Override
  public void close() {
    inner.close();
    if (meters.isEmpty()) {
      return; // it was only looked at
    }
    out.println("metered backend over " + inner.name() + ":");
    meters.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> -entry.getValue().nanos.sum()))
        .forEach(entry -> out.println(entry.getValue().line(entry.getKey())));
  }

  /** Such as {@code ConvolutionOp.Forward}. */
  private static String kind(Op op) {
    Class<?> type = op.getClass();
    return type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
  }

  private static final class Meter {
    private final LongAdder nanos = new LongAdder();
    private final LongAdder runs = new LongAdder();

    String line(String kind) {
      return Text.format("  %-32s %8.1f ms %8d runs", kind, nanos.sum() * 1e-6, runs.sum());
    }
  }

  private record MeteredPlan(OpPlan inner, Meter meter) implements OpPlan {
    @Override
    public String algorithm() {
      return inner.algorithm();
    }

    @Override
    public long workspaceElements() {
      return inner.workspaceElements();
    }

    @Override
    public long packedElements() {
      return inner.packedElements();
    }

    @Override
    public void pack(Buffer[] inputs, Buffer packed) {
      inner.pack(inputs, packed);
    }

    @Override
    public void run(
        Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
      long start = System.nanoTime();
      inner.run(inputs, outputs, packed, workspace, state);
      meter.nanos.add(System.nanoTime() - start);
      meter.runs.increment();
    }
  }
}
