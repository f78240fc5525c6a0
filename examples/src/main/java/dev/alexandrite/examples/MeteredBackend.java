package dev.alexandrite.examples;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ForwardingBackend;
import dev.alexandrite.spi.ForwardingPlan;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Passes everything on to another backend and measures each kind of operator; prints the sums when
 * it is closed. Graphs are compiled by the default, which plans every operator here.
 */
final class MeteredBackend extends ForwardingBackend {
  private final PrintStream out;
  private final Map<String, Meter> meters = new ConcurrentHashMap<>();

  MeteredBackend(Backend inner, PrintStream out) {
    super(inner);
    this.out = out;
  }

  @Override
  public String name() {
    return MeteredBackendProvider.NAME;
  }

  @Override
  public String description() {
    return "metered " + inner().name() + ", " + inner().description();
  }

  @Override
  public OpPlan plan(Op op, int capacity) {
    Meter meter = meters.computeIfAbsent(kind(op), kind -> new Meter());
    return new MeteredPlan(inner().plan(op, capacity), meter);
  }

  @Override
  public void close() {
    super.close();
    if (meters.isEmpty()) {
      return; // it was only looked at
    }
    out.println("metered backend over " + inner().name() + ":");
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

  private static final class MeteredPlan extends ForwardingPlan {
    private final Meter meter;

    MeteredPlan(OpPlan inner, Meter meter) {
      super(inner);
      this.meter = meter;
    }

    @Override
    public void run(
        Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
      long start = System.nanoTime();
      super.run(inputs, outputs, packed, workspace, state);
      meter.nanos.add(System.nanoTime() - start);
      meter.runs.increment();
    }
  }
}
