package dev.alexandrite.examples;

import dev.alexandrite.observe.tune.BatchFinder;
import dev.alexandrite.observe.tune.LargestBatch;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Finds the largest batch with which a training fits into memory, without training.
 *
 * <pre>
 * examples/run FindBatchSize --preset torchvision
 * examples/run FindBatchSize --preset torchvision --heap 2000
 * examples/run FindBatchSize --help
 * </pre>
 *
 * <p>Expected output:
 *
 * <pre>
 * batch size 99 is the largest on backend cpu, limited by the heap (-Xmx); memory: ...
 *   batch size 128 needs -Xmx2345m
 * RESULT batch=99 limit=HEAP
 * </pre>
 */
public final class FindBatchSize {
  private FindBatchSize() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        FindBatchSize.class,
        "Finds the largest batch with which a training fits into memory, without training.",
        FindBatchSize::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    TunedRun run = TunedRun.read(options);
    Optional<Integer> heap =
        options.integer("heap", "the heap (-Xmx) in MiB to ask for, this process's otherwise");
    options.complete();

    BatchFinder finder = BatchFinder.of(run.trainer());
    LargestBatch largest =
        heap.map(mebibytes -> finder.heap((long) mebibytes << 20)).orElse(finder).find();
    out.println(largest);
    out.println("RESULT batch=" + largest.batchSize() + " limit=" + largest.limit().name());
  }
}
