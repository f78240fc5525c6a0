package dev.alexandrite.benchmarks;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/** Passes everything on and adds up the time of each plan, in the order of planning. */
final class TimedBackend implements Backend {
  private final Backend inner;
  private final List<TimedPlan> plans = new ArrayList<>();

  TimedBackend(Backend inner) {
    this.inner = inner;
  }

  /** The time of each plan so far. */
  double[] seconds() {
    return plans.stream().mapToDouble(plan -> plan.nanos * 1e-9).toArray();
  }

  void forget() {
    plans.forEach(plan -> plan.nanos = 0);
  }

  @Override
  public OpPlan plan(Op op, int capacity) {
    TimedPlan plan = new TimedPlan(inner.plan(op, capacity));
    plans.add(plan);
    return plan;
  }

  @Override
  public String name() {
    return inner.name();
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
    inner.upload(host, spec, rows, target);
  }

  @Override
  public void download(Buffer source, TensorSpec spec, int rows, float[] host) {
    inner.download(source, spec, rows, host);
  }

  @Override
  public void close() {
    inner.close();
  }

  private static final class TimedPlan implements OpPlan {
    private final OpPlan inner;
    private long nanos;

    TimedPlan(OpPlan inner) {
      this.inner = inner;
    }

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
      nanos += System.nanoTime() - start;
    }
  }
}
