package dev.alexandrite.cpu.run;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ForwardingBackend;
import dev.alexandrite.spi.ForwardingPlan;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.Probe;
import dev.alexandrite.spi.RunState;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The backend {@code cpu} on devices of which one goes wrong, once, where a test says. */
public final class FaultyBackendProvider implements BackendProvider {
  /** What goes wrong. */
  enum Kind {
    EXCEPTION,
    ERROR,
    HANG
  }

  /**
   * One fault.
   *
   * @param device the device
   * @param step the training step
   * @param operators how many operators of the step go well before
   * @param released ends a hang; interrupts do not
   */
  record Fault(Kind kind, int device, long step, AtomicInteger operators, CountDownLatch released) {
    Fault(Kind kind, int device, long step, int operators) {
      this(kind, device, step, new AtomicInteger(operators), new CountDownLatch(1));
    }
  }

  /** The next fault; null for none. Tests of faults run one after another. */
  private static volatile Fault next;

  /** What each device says of its memory. */
  private static volatile long memoryBytes = Long.MAX_VALUE;

  /** Does nothing, as the service loader expects. */
  public FaultyBackendProvider() {}

  static void arm(Fault fault) {
    next = fault;
  }

  static void memory(long bytes) {
    memoryBytes = bytes;
  }

  static void disarm() {
    next = null;
    memoryBytes = Long.MAX_VALUE;
  }

  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public int rank() {
    return -1;
  }

  @Override
  public Probe probe() {
    return new Probe.Available("for tests of faults");
  }

  @Override
  public Backend create(BackendOptions options) {
    Backend cpu =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("cpu"))
            .findFirst()
            .orElseThrow()
            .create(options);
    return new FaultyBackend(cpu, options.device());
  }

  private static final class FaultyBackend extends ForwardingBackend {
    private final int device;

    FaultyBackend(Backend cpu, int device) {
      super(cpu);
      this.device = device;
    }

    @Override
    public long deviceMemoryBytes() {
      return memoryBytes;
    }

    @Override
    public OpPlan plan(Op op, int capacity) {
      return new FaultyPlan(super.plan(op, capacity), device);
    }
  }

  private static final class FaultyPlan extends ForwardingPlan {
    private final int device;

    FaultyPlan(OpPlan plan, int device) {
      super(plan);
      this.device = device;
    }

    @Override
    public void run(
        Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
      Fault fault = next;
      if (fault != null
          && fault.device() == device
          && fault.step() == state.batch
          && fault.operators().getAndDecrement() == 0) {
        goWrong(fault);
      }
      super.run(inputs, outputs, packed, workspace, state);
    }

    private static void goWrong(Fault fault) {
      switch (fault.kind()) {
        case EXCEPTION -> throw new IllegalStateException("the device fell off the bus");
        case ERROR -> throw new StackOverflowError("the device died");
        case HANG -> {
          while (fault.released().getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
          }
          throw new IllegalStateException("the device woke up too late");
        }
      }
    }
  }
}
