package dev.alexandrite.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One run of a kernel on a backend. Nothing is timed before both backends agree. Public, as JMH
 * needs its classes; {@link KernelBenchmarks} sets the parameters.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  /** The name of a kernel. */
  @Param({})
  public String kernel = "";

  /** {@code scalar} or {@code cpu}. */
  @Param({})
  public String backend = "";

  /** Examples in a batch. */
  @Param({})
  public int batch;

  /** Computing threads of the backend {@code cpu}. */
  @Param({})
  public int threads;

  @SuppressWarnings("NullAway.Init") // set in setUp
  private Pair pair;

  @SuppressWarnings("NullAway.Init") // set in setUp
  private BoundKernel bound;

  /** Made by JMH. */
  public KernelBenchmark() {}

  /** Checks the pair, then makes the kernel ready. */
  @Setup
  public void setUp() {
    pair = new Pair(Kernels.named(kernel, batch), threads);
    pair.requireAgreement();
    bound = pair.bind(backend);
  }

  /** What is timed: the operator on packed parameters. Its results lie in memory. */
  @Benchmark
  public void run() {
    bound.run();
  }

  /** Ends the backends' threads. */
  @TearDown
  public void tearDown() {
    pair.close();
  }
}
