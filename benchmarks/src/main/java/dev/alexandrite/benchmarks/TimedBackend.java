package dev.alexandrite.benchmarks;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ForwardingBackend;
import dev.alexandrite.spi.ForwardingPlan;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import java.util.ArrayList;
import java.util.List;

/** Adds up the time of each plan of another backend, in the order of planning. */
final class TimedBackend extends ForwardingBackend {
  private final List<TimedPlan> plans = new ArrayList<>();

  TimedBackend(Backend inner) {
    super(inner);
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
    TimedPlan plan = new TimedPlan(super.plan(op, capacity));
    plans.add(plan);
    return plan;
  }

  /** Packing belongs to the time: in training it is done in every step. */
  private static final class TimedPlan extends ForwardingPlan {
    private long nanos;

    TimedPlan(OpPlan inner) {
      super(inner);
    }

    @Override
    public void pack(Buffer[] inputs, Buffer packed) {
      long start = System.nanoTime();
      super.pack(inputs, packed);
      nanos += System.nanoTime() - start;
    }

    @Override
    public void run(
        Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
      long start = System.nanoTime();
      super.run(inputs, outputs, packed, workspace, state);
      nanos += System.nanoTime() - start;
    }
  }
}
