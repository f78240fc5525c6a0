package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.WindowAxis;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Small operators, run over and over on a thread of their own while an application loads weights or
 * images. Until the compiler C2 has replaced a kernel, each of its vector operations takes
 * microseconds; a large layer that comes first spends a second there. The kernels are entered often
 * and leave soon, so that C2 compiles each once as a whole instead of a loop of it first.
 */
final class WarmUp implements Runnable {
  /** {@code false}: no warm-up, see {@code docs/startup.md}. */
  static final String PROPERTY = "dev.alexandrite.cpu.warmup";

  /** C2 takes a method after 600 calls with 15,000 turns of its loops; these make twice that. */
  private static final int ROUNDS = 40;

  /** Longer than a warm-up takes where it helps; a machine that is busier gets on without. */
  private static final long LONGEST_WAIT_SECONDS = 5;

  /** The compiled code is the process's, so one warm-up a process is enough. */
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private static final CountDownLatch ENDED = new CountDownLatch(1);

  private final boolean winograd;

  private WarmUp(boolean winograd) {
    this.winograd = winograd;
  }

  private List<Trial> trials() {
    WorkerPool caller = new WorkerPool(1); // no thread but this one
    return List.of(
        // Tiles of twelve and six positions, both sizes that the kernels have.
        new Trial(convolution(3, 3, 6, 3, 1, false, caller), 3 * 18, 32 * 27, 32 * 18, 10),
        // First layers, whose kernels lack taps, and others: what never ran is compiled as a trap.
        new Trial(
            convolution(3, 39, 39, 11, 4, winograd, caller), 3 * 39 * 39, 32 * 363, 32 * 81, 1),
        new Trial(convolution(32, 15, 15, 3, 1, winograd, caller), 32 * 225, 1024 * 9, 32 * 225, 1),
        new Trial(convolution(32, 8, 8, 5, 1, winograd, caller), 32 * 64, 1024 * 25, 32 * 64, 1),
        new Trial(
            SimdLinear.plan(new LinearOp.Forward(1, 48, 96, true, Activation.RELU), 1, caller),
            48,
            96 * 48,
            96,
            10));
  }

  /** Starts the warm-up unless that was done, or the property forbids it. */
  static void start(boolean winograd) {
    if (!"false".equals(System.getProperty(PROPERTY)) && STARTED.compareAndSet(false, true)) {
      Thread.ofPlatform()
          .daemon()
          .name("alexandrite-warm-up")
          .inheritInheritableThreadLocals(false)
          .start(new WarmUp(winograd));
    }
  }

  /** Waits for a warm-up in progress: what is left of it takes less time than cold kernels. */
  static void await() {
    if (STARTED.get() && ENDED.getCount() > 0) {
      try {
        boolean _ = ENDED.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // whoever looks at it next goes on cold
      }
    }
  }

  private static OpPlan convolution(
      int channels,
      int height,
      int width,
      int kernel,
      int stride,
      boolean winograd,
      WorkerPool pool) {
    WindowAxis axis = WindowAxis.of(kernel).stride(stride).pad(stride == 1 ? kernel / 2 : 2);
    ConvolutionGeometry geometry =
        new ConvolutionGeometry(channels, height, width, 32, axis, axis, 1);
    return SimdConvolution.plan(
        new ConvolutionOp.Forward(geometry, true, true, Activation.RELU), 1, winograd, pool);
  }

  @Override
  public void run() {
    try {
      List<Trial> trials = trials();
      for (int round = 0; round < ROUNDS; round++) {
        trials.forEach(Trial::run);
      }
    } catch (LinkageError e) {
      // The class loader was closed, and the application with it: nobody waits for warm kernels.
      System.getLogger(WarmUp.class.getName())
          .log(System.Logger.Level.DEBUG, "the warm-up ended early", e);
    } finally {
      ENDED.countDown();
    }
  }

  /** An operator with buffers of zeros, run some times a round. */
  private static final class Trial {
    private final OpPlan plan;
    private final Buffer[] inputs;
    private final Buffer[] outputs;
    private final Buffer packed;
    private final Buffer workspace;
    private final RunState state = new RunState();
    private final int times;

    Trial(OpPlan plan, int input, int weights, int output, int times) {
      this.plan = plan;
      this.inputs =
          new Buffer[] {CpuBuffer.zeros(input), CpuBuffer.zeros(weights), CpuBuffer.zeros(output)};
      this.outputs = new Buffer[] {CpuBuffer.zeros(output)};
      this.packed = CpuBuffer.zeros((int) plan.packedElements());
      this.workspace = CpuBuffer.zeros((int) plan.workspaceElements());
      this.times = times;
    }

    void run() {
      for (int i = 0; i < times; i++) {
        plan.pack(inputs, packed);
        plan.run(inputs, outputs, packed, workspace, state);
      }
    }
  }
}
