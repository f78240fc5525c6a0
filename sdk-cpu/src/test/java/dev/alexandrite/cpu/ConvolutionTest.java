package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.cpu.Plans.Tensor;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;
import dev.alexandrite.testkit.Tolerances;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions and locally connected layers against nested loops in double precision. */
final class ConvolutionTest {
  static Stream<Arguments> cases() {
    List<ConvolutionGeometry> geometries =
        List.of(
            geometry(3, 23, 27, 64, 11, 11, 4, 4, 2, 2, 2, 2, 1),
            geometry(64, 9, 7, 96, 5, 5, 1, 1, 2, 2, 2, 2, 1),
            geometry(384, 5, 4, 48, 3, 3, 1, 1, 1, 1, 1, 1, 1),
            geometry(8, 6, 6, 6, 3, 3, 1, 1, 1, 1, 1, 1, 2),
            geometry(12, 7, 8, 36, 3, 2, 2, 1, 0, 1, 2, 0, 3),
            geometry(5, 9, 11, 7, 2, 3, 3, 4, 1, 0, 0, 2, 1),
            geometry(4, 4, 4, 33, 1, 1, 1, 1, 0, 0, 0, 0, 1),
            geometry(2, 5, 5, 3, 1, 1, 2, 3, 0, 0, 0, 0, 1),
            geometry(6, 6, 6, 40, 6, 6, 1, 1, 0, 0, 0, 0, 1),
            geometry(1, 3, 3, 1, 3, 3, 1, 1, 3, 3, 3, 3, 1),
            // Dilated: with a stride that shares a factor, one that does not, and one beyond the
            // taps.
            geometry(9, 11, 12, 34, 3, 3, 1, 1, 2, 2, 2, 2, 1, 2, 2),
            geometry(6, 15, 14, 10, 3, 2, 2, 3, 3, 1, 0, 2, 2, 4, 2),
            geometry(8, 13, 9, 8, 2, 3, 2, 1, 0, 2, 1, 4, 8, 3, 1),
            geometry(4, 7, 16, 5, 1, 4, 5, 6, 2, 0, 3, 3, 1, 1, 4),
            geometry(390, 6, 6, 3, 3, 2, 1, 1, 2, 2, 0, 0, 1, 2, 3),
            geometry(32, 12, 12, 33, 3, 3, 1, 1, 2, 2, 2, 2, 1, 2, 2),
            // Pointwise: whole panels, panels of one vector and of a few lanes, few positions.
            geometry(19, 12, 11, 64, 1, 1, 1, 1, 0, 0, 0, 0, 1),
            geometry(40, 7, 7, 72, 1, 1, 1, 1, 0, 0, 0, 0, 1),
            geometry(72, 1, 1, 40, 1, 1, 1, 1, 0, 0, 0, 0, 1),
            // Depthwise: vectors that are filled, that begin earlier, of few channels; strides,
            // dilations and kernels that reach beyond the map on both sides; rows without a tap.
            geometry(32, 9, 10, 32, 3, 3, 1, 1, 1, 1, 1, 1, 32),
            geometry(40, 11, 12, 40, 5, 5, 2, 2, 2, 2, 2, 2, 40),
            geometry(17, 8, 7, 17, 3, 3, 2, 2, 0, 1, 1, 0, 17),
            geometry(5, 9, 6, 5, 5, 3, 1, 2, 2, 2, 1, 1, 5),
            geometry(48, 7, 7, 48, 5, 5, 1, 1, 2, 2, 2, 2, 48),
            geometry(34, 2, 3, 34, 5, 5, 1, 1, 4, 3, 3, 4, 34),
            geometry(19, 9, 11, 19, 2, 1, 3, 4, 1, 0, 0, 2, 19),
            geometry(33, 13, 9, 33, 2, 3, 2, 1, 0, 2, 1, 4, 33, 3, 1),
            geometry(20, 14, 17, 20, 3, 3, 2, 3, 4, 4, 2, 2, 20, 4, 2),
            // Winograd's: whole tiles, tiles over the edges, groups, odd channels, unequal padding.
            geometry(32, 13, 13, 48, 3, 3, 1, 1, 1, 1, 1, 1, 1),
            geometry(66, 10, 15, 70, 3, 3, 1, 1, 0, 2, 1, 1, 2),
            geometry(33, 9, 8, 47, 3, 3, 1, 1, 3, 0, 2, 2, 1),
            geometry(390, 5, 5, 32, 3, 3, 1, 1, 1, 1, 1, 1, 1),
            geometry(64, 13, 11, 80, 5, 5, 1, 1, 2, 2, 2, 2, 1),
            geometry(70, 12, 9, 66, 5, 5, 1, 1, 4, 0, 1, 3, 2),
            // Winograd's with a stride: 4 (several rows of tiles), 2, 3 and one that divides 5 · 3.
            geometry(3, 63, 49, 40, 11, 11, 4, 4, 2, 2, 2, 2, 1),
            geometry(9, 21, 20, 35, 5, 5, 2, 2, 0, 3, 1, 2, 1),
            geometry(5, 29, 31, 33, 7, 7, 3, 3, 3, 0, 0, 1, 1),
            geometry(4, 40, 37, 50, 15, 15, 3, 3, 7, 7, 1, 4, 1),
            // More tiles side by side than a chunk of the gradient of the weights has.
            geometry(8, 13, 1615, 32, 5, 5, 2, 2, 0, 0, 0, 0, 1));
    return geometries.stream()
        .flatMap(
            g ->
                Stream.of(
                    Arguments.of(g, true, 1),
                    Arguments.of(g, true, 11),
                    Arguments.of(g, false, 1),
                    Arguments.of(g, false, 19)));
  }

  /** Channels, height, width, filters, kernel, stride, padding, groups and perhaps dilation. */
  private static ConvolutionGeometry geometry(int... v) {
    boolean dense = v.length == 13;
    WindowAxis vertical =
        WindowAxis.of(v[4]).stride(v[6]).pad(v[8], v[9]).dilation(dense ? 1 : v[13]);
    WindowAxis horizontal =
        WindowAxis.of(v[5]).stride(v[7]).pad(v[10], v[11]).dilation(dense ? 1 : v[14]);
    return new ConvolutionGeometry(v[0], v[1], v[2], v[3], vertical, horizontal, v[12]);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forwardIsRight(ConvolutionGeometry g, boolean shared, int rows) {
    NaiveConvolution naive = new NaiveConvolution(g, shared);
    float[] x = Plans.numbers(rows * g.input().elements(), 1);
    float[] weights = Plans.numbers(naive.weights(), 2);
    float[] bias = Plans.numbers(naive.biases(), 3);

    float[] y = forward(g, shared, true, Activation.NONE, rows, 1, x, weights, bias);
    assertEquals(0, Plans.error(naive.forward(x, weights, bias, rows), y), tolerance(g, shared));
    for (int threads = 2; threads <= 3; threads++) {
      assertArrayEquals(
          y, forward(g, shared, true, Activation.NONE, rows, threads, x, weights, bias));
    }

    float[] rectified = forward(g, shared, true, Activation.RELU, rows, 2, x, weights, bias);
    for (int i = 0; i < y.length; i++) {
      assertEquals(Math.max(y[i], 0), rectified[i]);
    }
    float[] unbiased = forward(g, shared, false, Activation.NONE, rows, 2, x, weights, bias);
    double[] expected = naive.forward(x, weights, new float[bias.length], rows);
    assertEquals(0, Plans.error(expected, unbiased), tolerance(g, shared));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inputGradientIsRight(ConvolutionGeometry g, boolean shared, int rows) {
    NaiveConvolution naive = new NaiveConvolution(g, shared);
    float[] dy = Plans.numbers(rows * g.output().elements(), 1);
    float[] weights = Plans.numbers(naive.weights(), 2);

    float[] dx = inputGradient(g, shared, rows, 1, dy, weights);
    assertEquals(0, Plans.error(naive.inputGradient(dy, weights, rows), dx), tolerance(g, shared));
    assertArrayEquals(dx, inputGradient(g, shared, rows, 2, dy, weights));
    assertArrayEquals(dx, inputGradient(g, shared, rows, 3, dy, weights));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weightGradientIsRight(ConvolutionGeometry g, boolean shared, int rows) {
    NaiveConvolution naive = new NaiveConvolution(g, shared);
    float[] x = Plans.numbers(rows * g.input().elements(), 1);
    float[] dy = Plans.numbers(rows * g.output().elements(), 2);

    Gradients one = weightGradient(g, shared, rows, 1, x, dy);
    assertEquals(
        0, Plans.error(naive.weightGradient(x, dy, rows), one.weights), tolerance(g, shared));
    assertEquals(0, Plans.error(naive.biasGradient(dy), one.bias), tolerance(g, shared));
    for (int threads = 2; threads <= 3; threads++) {
      Gradients more = weightGradient(g, shared, rows, threads, x, dy);
      assertArrayEquals(one.weights, more.weights);
      assertArrayEquals(one.bias, more.bias);
    }
  }

  private static double tolerance(ConvolutionGeometry g, boolean shared) {
    ConvolutionOp op = new ConvolutionOp.Forward(g, shared, true, Activation.NONE);
    try (WorkerPool pool = new WorkerPool(1)) {
      return Tolerances.of(SimdConvolution.plan(op, 1, true, pool).algorithm());
    }
  }

  private static float[] forward(
      ConvolutionGeometry g,
      boolean shared,
      boolean bias,
      Activation activation,
      int rows,
      int threads,
      float[] x,
      float[] weights,
      float[] biases) {
    float[] y = Plans.unset(rows * g.output().elements());
    Tensor[] inputs = {batched(g.input(), x), Tensor.whole(weights), Tensor.whole(biases)};
    try (WorkerPool pool = new WorkerPool(threads)) {
      OpPlan plan =
          SimdConvolution.plan(
              new ConvolutionOp.Forward(g, shared, bias, activation), rows + 1, true, pool);
      Plans.run(plan, pool, rows, inputs, batched(g.output(), y));
    }
    return y;
  }

  private static float[] inputGradient(
      ConvolutionGeometry g, boolean shared, int rows, int threads, float[] dy, float[] weights) {
    float[] dx = Plans.unset(rows * g.input().elements());
    Tensor[] inputs = {batched(g.output(), dy), Tensor.whole(weights)};
    try (WorkerPool pool = new WorkerPool(threads)) {
      OpPlan plan =
          SimdConvolution.plan(new ConvolutionOp.InputGradient(g, shared), rows + 1, true, pool);
      Plans.run(plan, pool, rows, inputs, batched(g.input(), dx));
    }
    return dx;
  }

  private record Gradients(float[] weights, float[] bias) {}

  private static Gradients weightGradient(
      ConvolutionGeometry g, boolean shared, int rows, int threads, float[] x, float[] dy) {
    NaiveConvolution naive = new NaiveConvolution(g, shared);
    Gradients gradients = new Gradients(Plans.unset(naive.weights()), Plans.unset(naive.biases()));
    Tensor[] inputs = {batched(g.input(), x), batched(g.output(), dy)};
    try (WorkerPool pool = new WorkerPool(threads)) {
      OpPlan plan =
          SimdConvolution.plan(
              new ConvolutionOp.WeightGradient(g, shared, true), rows + 1, true, pool);
      Plans.run(
          plan, pool, rows, inputs, Tensor.whole(gradients.weights), Tensor.whole(gradients.bias));
    }
    return gradients;
  }

  private static Tensor batched(Shape shape, float[] values) {
    return Tensor.batched(shape, values);
  }
}
