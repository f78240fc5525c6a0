package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.Ties;
import dev.alexandrite.tensor.WindowAxis;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.testkit.Tolerances;
import dev.alexandrite.train.Sgd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * Random legal convolutions and poolings inside a small network: the inferred shape is the closed
 * formula's, the executed one is as long, and both backends agree on logits and on every gradient.
 */
@Tag("width")
class RandomGeometryTest {
  private static final int CLASSES = 3;
  private static final int ROWS = 5;

  /** Of the largest gradient, what a small gradient's error is measured by at least. */
  private static final double LEAST_SCALE = 0.05;

  /** A window of any kind. */
  record Window(WindowAxis vertical, WindowAxis horizontal) {}

  /** Sizes of the network. */
  record Geometry(
      int groups,
      int channelsPerGroup,
      int filtersPerGroup,
      int height,
      int width,
      Window conv,
      Window maxPool,
      Window meanPool,
      boolean roundUp) {

    int channels() {
      return groups * channelsPerGroup;
    }

    /**
     * Backends that differ in the last bit must not take another branch: the maximum is that of
     * values which are exact in both, and there is no ReLU behind the convolution.
     */
    Network network() {
      return Network.builder("geometry", Shape.image(channels(), height, width))
          .conv2d("exact", Conv2d.of(channels(), 1))
          .maxPool("max", new MaxPool(maxPool.vertical, maxPool.horizontal, roundUp, Ties.FIRST))
          .conv2d(
              "conv",
              Conv2d.of(groups * filtersPerGroup, conv.vertical, conv.horizontal).groups(groups))
          .activation("smooth", Activation.TANH)
          .localResponseNorm("norm", LocalResponseNorm.paper())
          .averagePool(
              "mean", new AveragePool(meanPool.vertical, meanPool.horizontal, roundUp, roundUp))
          .flatten("flatten")
          .linear("logits", Linear.of(CLASSES))
          .build();
    }

    boolean isLegal() {
      try {
        return network().output().length() > 0;
      } catch (InvalidModelException e) {
        return false;
      }
    }
  }

  private static Arbitrary<Integer> from(int least, int most) {
    return Arbitraries.integers().between(least, most);
  }

  private static Arbitrary<Window> windows(int mostKernel, int mostStride, int mostDilation) {
    Arbitrary<Integer> kernel = from(1, mostKernel);
    Arbitrary<Integer> stride = from(1, mostStride);
    Arbitrary<Integer> dilation = from(1, mostDilation);
    Arbitrary<Integer> pad = from(0, Math.min(3, mostKernel - 1));
    Arbitrary<WindowAxis> axis =
        Combinators.combine(kernel, stride, dilation, pad, pad).as(WindowAxis::new);
    return Combinators.combine(axis, axis).as(Window::new);
  }

  private static Window square(WindowAxis axis) {
    return new Window(axis, axis);
  }

  /** Whatever fits. */
  private static Arbitrary<Geometry> any() {
    return Combinators.combine(
            from(1, 3),
            from(1, 19),
            from(1, 19),
            from(5, 14),
            from(5, 14),
            windows(5, 3, 3),
            windows(3, 2, 2),
            Arbitraries.of(true, false))
        .flatAs(
            (groups, in, out, height, width, conv, max, roundUp) ->
                windows(3, 2, 2)
                    .map(
                        mean ->
                            new Geometry(groups, in, out, height, width, conv, max, mean, roundUp)))
        .filter(Geometry::isLegal);
  }

  /** Dense square kernels and enough channels, which the backend may transform. */
  private static Arbitrary<Geometry> wide() {
    Window one = square(WindowAxis.of(1));
    return Combinators.combine(
            from(1, 2),
            from(32, 40),
            from(32, 40),
            from(12, 15),
            from(12, 15),
            Arbitraries.of(3, 5),
            from(0, 2),
            from(0, 2))
        .as(
            (groups, in, out, height, width, kernel, before, after) ->
                new Geometry(
                    groups,
                    in,
                    out,
                    height,
                    width,
                    square(WindowAxis.of(kernel).pad(before, after)),
                    one,
                    new Window(WindowAxis.of(2).stride(2), WindowAxis.of(3).stride(2)),
                    true));
  }

  @Provide
  Arbitrary<Geometry> geometries() {
    return Arbitraries.frequencyOf(Tuple.of(4, any()), Tuple.of(1, wide()));
  }

  @Property(tries = 40)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void shapesAndValuesAgree(@ForAll("geometries") Geometry geometry) {
    Network network = geometry.network();
    Window conv = geometry.conv();
    Shape map = network.shape("max");
    int padY = conv.vertical.padBefore() + conv.vertical.padAfter();
    int padX = conv.horizontal.padBefore() + conv.horizontal.padAfter();
    int spanY = (conv.vertical.kernel() - 1) * conv.vertical.dilation() + 1;
    int spanX = (conv.horizontal.kernel() - 1) * conv.horizontal.dilation() + 1;
    Shape expected =
        Shape.image(
            geometry.groups() * geometry.filtersPerGroup(),
            (map.height() + padY - spanY) / conv.vertical.stride() + 1,
            (map.width() + padX - spanX) / conv.horizontal.stride() + 1);
    assertEquals(expected, network.shape("conv"));

    Results simd = run("cpu", network);
    Statistics.collect(simd.tolerance() == Tolerances.WINOGRAD);
    Statistics.coverage(coverage -> coverage.check(true).count(count -> count > 0));
    Results scalar = run("scalar", network);
    // The terms of some gradients cancel almost wholly; what is left is measured by the others.
    double least = LEAST_SCALE * scalar.largestGradient();
    scalar
        .values()
        .forEach(
            (name, truth) -> {
              float[] values = simd.values().get(name);
              assertEquals(truth.length, values.length, name);
              double error = Tolerances.maxError(values, truth, least);
              assertTrue(error <= simd.tolerance(), name + " is off by " + error);
            });
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /**
   * What a step gives.
   *
   * @param values logits and the gradient of every parameter
   * @param tolerance of its loosest algorithm
   */
  private record Results(Map<String, float[]> values, double tolerance) {
    double largestGradient() {
      return values.entrySet().stream()
          .filter(entry -> !entry.getKey().equals("logits"))
          .mapToDouble(entry -> RandomGeometryTest.largest(entry.getValue()))
          .max()
          .orElseThrow();
    }
  }

  /** One step from seeded values. */
  private static Results run(String name, Network network) {
    try (Backend backend = Backends.open(name, 2)) {
      LossOp loss = new LossOp.SoftmaxCrossEntropy(CLASSES, 0, List.of());
      UpdateRule gather = new UpdateRule(Sgd.pytorch(0.1), true, 0, 0, 0);
      TrainingGraphs graphs = Planner.training(network, loss, gather, ROWS);
      TensorStore store = new TensorStore(backend, graphs.persistent());
      Random random = new Random(11);
      for (ParameterSpec parameter : network.parameters()) {
        Shape shape = parameter.shape();
        // Sums of about 1: a saturated softmax leaves gradients of differences of equal numbers.
        double deviation = 1 / Math.sqrt((double) shape.elements() / shape.get(0));
        store.upload(
            parameter.name(),
            parameter.name().startsWith("exact")
                ? eighths(random, shape.elements())
                : gaussian(random, shape.elements(), deviation));
      }
      Program step = Programs.compile(backend, graphs.step(), store);
      RunState state = new RunState();
      state.rows = ROWS;
      step.upload(graphs.input(), eighths(random, ROWS * network.input().elements()), ROWS);
      step.upload(graphs.labels(), new float[] {0, 1, 2, 1, 0}, ROWS);
      step.run(state);

      Map<String, float[]> values = new LinkedHashMap<>();
      float[] logits = new float[ROWS * CLASSES];
      step.download(graphs.logits(), ROWS, logits);
      values.put("logits", logits);
      for (ParameterSpec parameter : network.parameters()) {
        values.put(parameter.name(), store.download("gradient/" + parameter.name()));
      }
      double tolerance =
          step.plannedSteps().stream()
              .mapToDouble(planned -> Tolerances.of(planned.algorithm()))
              .max()
              .orElseThrow();
      return new Results(values, tolerance);
    }
  }

  /** Multiples of an eighth between -1 and 1, whose sums of products are exact. */
  private static float[] eighths(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (random.nextInt(17) - 8) / 8f;
    }
    return values;
  }

  private static float[] gaussian(Random random, int length, double deviation) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }
}
