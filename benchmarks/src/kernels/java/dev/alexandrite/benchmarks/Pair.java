package dev.alexandrite.benchmarks;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Tolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SplittableRandom;

/** The same kernel on the backends {@code scalar} and {@code cpu}. */
final class Pair implements AutoCloseable {
  private final Kernel kernel;
  private final Backend scalar;
  private final Backend cpu;
  private final List<float[]> values;

  Pair(Kernel kernel, int threads) {
    this.kernel = kernel;
    this.scalar = backend("scalar", threads);
    this.cpu = backend("cpu", threads);
    this.values = values();
  }

  static Backend backend(String name, int threads) {
    return ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no backend called " + name))
        .create(new BackendOptions(threads));
  }

  /** The kernel on a backend at the size that is timed. */
  BoundKernel bind(String backend) {
    return new BoundKernel(
        kernel, backend.equals("scalar") ? scalar : cpu, kernel.rowsOn(backend), values);
  }

  /**
   * Runs both, at the sizes that are timed: the rows of {@code cpu} are those of {@code scalar}
   * over and over.
   *
   * @throws IllegalStateException if a result of {@code cpu} is further from that of {@code scalar}
   *     than the algorithm may be wrong by
   */
  void requireAgreement() {
    BoundKernel reference = bind("scalar");
    reference.run();
    BoundKernel tested = bind("cpu");
    tested.run();
    double tolerance = Tolerances.of(tested.algorithm());
    List<float[]> expected = reference.results();
    List<float[]> found = tested.results();
    for (int i = 0; i < expected.size(); i++) {
      float[] truth = expected.get(i);
      double factor = kernel.factorOfRepetition(i);
      for (int k = 0; k < truth.length; k++) {
        truth[k] = (float) (truth[k] * factor);
      }
      double error =
          Tolerances.maxError(found.get(i), BoundKernel.repeat(truth, found.get(i).length));
      if (error > tolerance) {
        throw new IllegalStateException(
            Text.format(
                "%s, %s: the error of output %s is %.2e of its largest value, at most %.0e may be",
                kernel.name(),
                tested.algorithm(),
                kernel.outputs().get(i).name(),
                error,
                tolerance));
      }
    }
  }

  private List<float[]> values() {
    SplittableRandom random = new SplittableRandom(ExampleBatch.SEED);
    List<float[]> all = new ArrayList<>();
    for (Operand input : kernel.inputs()) {
      int size = Math.toIntExact(input.spec().elements(kernel.scalarRows()));
      all.add(
          switch (input.content()) {
            case Operand.Uniform(double low, double high) -> uniform(random, size, low, high);
            case Operand.Labels(int classes) -> labels(random, size, classes);
            case Operand.ResultOf(Op op) -> resultOf(op, input.spec().shape(), all.getFirst());
          });
    }
    return all;
  }

  private static float[] uniform(SplittableRandom random, int size, double low, double high) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(low, high);
    }
    return values;
  }

  private static float[] labels(SplittableRandom random, int size, int classes) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextInt(classes);
    }
    return values;
  }

  private float[] resultOf(Op op, Shape shape, float[] first) {
    int rows = kernel.scalarRows();
    Kernel forward =
        new Kernel(
            kernel.name(),
            op,
            rows,
            rows,
            kernel.inputs().subList(0, 1),
            List.of(new TensorSpec("result", shape, true)));
    BoundKernel bound = new BoundKernel(forward, scalar, rows, List.of(first));
    bound.run();
    return bound.results().getFirst();
  }

  @Override
  public void close() {
    scalar.close();
    cpu.close();
  }
}
