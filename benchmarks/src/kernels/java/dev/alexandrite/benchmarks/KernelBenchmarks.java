package dev.alexandrite.benchmarks;

import dev.alexandrite.spi.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** {@code benchmarks/run kernels}: measures single operators in pairs and prints the report. */
final class KernelBenchmarks {
  private static final List<String> BACKENDS = List.of("scalar", "cpu");

  private final int batch;
  private final int threads;
  private final String bits;
  private final int forks;

  private KernelBenchmarks(int batch, int threads, String bits, int forks) {
    this.batch = batch;
    this.threads = threads;
    this.bits = bits;
    this.forks = forks;
  }

  public static void main(String... arguments) throws RunnerException {
    try {
      Arguments options = new Arguments(arguments);
      String bits = options.text("bits", "");
      KernelBenchmarks benchmarks =
          new KernelBenchmarks(
              options.integer("batch", 128),
              options.integer("threads", 2),
              bits,
              options.integer("forks", 1));
      Predicate<String> only = Pattern.compile(options.text("only", "")).asPredicate();
      Predicate<String> backend = Pattern.compile(options.text("backend", "")).asPredicate();
      options.refuseOthers();
      if (!bits.isEmpty()) {
        // The roof of this process reads it, and so does every fork.
        System.setProperty(FmaRoof.BITS_PROPERTY, bits);
      }
      benchmarks.measure(only, BACKENDS.stream().filter(backend).toList());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println("benchmarks/run without a name says what options there are");
      System.exit(2);
    }
  }

  /** Lines appear on standard error as they are measured; the report follows on standard output. */
  private void measure(Predicate<String> only, List<String> backends) throws RunnerException {
    List<Kernel> kernels =
        Kernels.all(batch).stream().filter(kernel -> only.test(kernel.name())).toList();
    if (kernels.isEmpty() || backends.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing is left to measure; kernels are "
              + Kernels.all(batch).stream().map(Kernel::name).toList()
              + ", backends "
              + BACKENDS);
    }
    List<Row> rows = new ArrayList<>();
    try (Roofs roofs = new Roofs(threads)) {
      for (Kernel kernel : kernels) {
        for (String backend : backends) {
          roofs.read();
          Row row = new Row(kernel, backend, algorithm(kernel, backend), time(kernel, backend));
          rows.add(row);
          System.err.println(row.text(roofs));
        }
      }
      roofs.read();
      System.out.println(roofs);
      rows.forEach(row -> System.out.println(row.text(roofs)));
    }
  }

  private static String algorithm(Kernel kernel, String name) {
    try (Backend backend = Pair.backend(name, 1)) {
      return backend.plan(kernel.op(), kernel.rowsOn(name)).algorithm();
    }
  }

  /** The seconds of one run, a value an iteration. */
  private Statistics time(Kernel kernel, String backend) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(Pattern.quote(KernelBenchmark.class.getName()))
            .param("kernel", kernel.name())
            .param("backend", backend)
            .param("batch", Integer.toString(batch))
            .param("threads", Integer.toString(threads))
            .forks(forks)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (!bits.isEmpty()) {
      options.jvmArgsAppend("-D" + FmaRoof.BITS_PROPERTY + "=" + bits);
    }
    RunResult result = new Runner(options.build()).runSingle();
    return result.getPrimaryResult().getStatistics();
  }

  /**
   * A line of the report; the rate is that of the middle iteration.
   *
   * @param time the seconds of one run at the backend's number of rows
   */
  private record Row(Kernel kernel, String backend, String algorithm, Statistics time) {
    String text(Roofs roofs) {
      double seconds = time.getPercentile(50);
      int rows = kernel.rowsOn(backend);
      boolean arithmetic = kernel.boundByArithmetic();
      double rate = (arithmetic ? kernel.gigaflop(rows) : kernel.gigabytes(rows)) / seconds;
      return Text.format(
          "KERNEL %-27s %-6s %8.2f %-7s share %.3f %s, %d rows, %.3f ms (%.3f to %.3f)",
          kernel.name(),
          backend,
          rate,
          arithmetic ? "GFLOP/s" : "GB/s",
          rate / roofs.of(kernel),
          algorithm,
          rows,
          seconds * 1e3,
          time.getMin() * 1e3,
          time.getMax() * 1e3);
    }
  }
}
