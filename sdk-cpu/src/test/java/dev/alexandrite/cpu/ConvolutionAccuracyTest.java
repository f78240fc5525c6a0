package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.cpu.Plans.Tensor;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.ConvolutionOp.InputGradient;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.WindowAxis;
import dev.alexandrite.testkit.Tolerances;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * What each algorithm is off by at the sizes of the single-tower AlexNet, against the same sums in
 * double precision: the table of {@code docs/numerics.md}, published to JUnit's reports. Normal
 * weights and gradients, rectified normal inputs; max|error| ÷ max|reference|.
 */
final class ConvolutionAccuracyTest {
  private static final int ROWS = 2;

  @Test
  void conv1(TestReporter reporter) {
    check(
        reporter,
        "conv1",
        new ConvolutionGeometry(
            3,
            224,
            224,
            64,
            WindowAxis.of(11).stride(4).pad(2),
            WindowAxis.of(11).stride(4).pad(2),
            1));
  }

  @Test
  void conv2(TestReporter reporter) {
    check(reporter, "conv2", square(64, 27, 192, 5));
  }

  @Test
  void conv3(TestReporter reporter) {
    check(reporter, "conv3", square(192, 13, 384, 3));
  }

  @Test
  void conv4(TestReporter reporter) {
    check(reporter, "conv4", square(384, 13, 256, 3));
  }

  private static ConvolutionGeometry square(int channels, int size, int filters, int kernel) {
    int pad = kernel / 2;
    return new ConvolutionGeometry(
        channels,
        size,
        size,
        filters,
        WindowAxis.of(kernel).pad(pad),
        WindowAxis.of(kernel).pad(pad),
        1);
  }

  private static void check(TestReporter reporter, String layer, ConvolutionGeometry g) {
    NaiveConvolution naive = new NaiveConvolution(g, true);
    float[] x = normal(1, ROWS * g.input().elements(), true);
    float[] w = normal(2, naive.weights(), false);
    float[] dy = normal(3, ROWS * g.output().elements(), false);
    float[] bias = new float[g.filters()];
    Tensor input = Tensor.batched(g.input(), x);
    Tensor output = Tensor.batched(g.output(), dy);
    compare(
        reporter,
        layer,
        new ConvolutionOp.Forward(g, true, true, Activation.NONE),
        naive.forward(x, w, bias, ROWS),
        new Tensor[] {input, Tensor.whole(w), Tensor.whole(bias)},
        Tensor.batched(g.output(), Plans.unset(dy.length)));
    compare(
        reporter,
        layer,
        new InputGradient(g, true),
        naive.inputGradient(dy, w, ROWS),
        new Tensor[] {output, Tensor.whole(w)},
        Tensor.batched(g.input(), Plans.unset(x.length)));
    compare(
        reporter,
        layer,
        new ConvolutionOp.WeightGradient(g, true, false),
        naive.weightGradient(x, dy, ROWS),
        new Tensor[] {input, output},
        Tensor.whole(Plans.unset(w.length)));
  }

  private static void compare(
      TestReporter reporter,
      String layer,
      ConvolutionOp op,
      double[] expected,
      Tensor[] inputs,
      Tensor output) {
    for (boolean winograd : new boolean[] {false, true}) {
      boolean transformed =
          winograd && !(op instanceof InputGradient && op.geometry().strideX() > 1);
      try (WorkerPool pool = new WorkerPool(2)) {
        OpPlan plan = SimdConvolution.plan(op, ROWS, winograd, pool);
        Plans.run(plan, pool, ROWS, inputs, output);
        double error = Plans.error(expected, output.values());
        String line =
            "%s %s %s %.1e"
                .formatted(layer, op.getClass().getSimpleName(), plan.algorithm(), error);
        reporter.publishEntry(line);
        assertTrue(transformed == plan.algorithm().startsWith("winograd"), line);
        double tolerance =
            transformed
                ? Tolerances.WINOGRAD_AT_ALEXNETS_SIZES
                : Tolerances.DIRECT_AT_ALEXNETS_SIZES;
        assertTrue(error <= tolerance, line);
      }
    }
  }

  private static float[] normal(int seed, int length, boolean rectified) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      float value = (float) random.nextGaussian();
      values[i] = rectified ? Math.max(value, 0) : value;
    }
    return values;
  }
}
