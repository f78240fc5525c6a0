package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.alexandrite.cpu.Plans.Tensor;
import dev.alexandrite.spi.BatchTree;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bits of every sum are those of a scalar chain in the documented order, and so the same for
 * any vector width, number of threads and block size.
 */
final class FixedOrderTest {
  /** More inputs than one block, filters that fill no panel, a stride, unequal padding, groups. */
  private static final ConvolutionGeometry GEOMETRY =
      new ConvolutionGeometry(
          154, 6, 7, 74, WindowAxis.of(3).stride(2).pad(1, 0), WindowAxis.of(2).pad(0, 1), 2);

  private static final int CHANNELS = 77;
  private static final int FILTERS = 37;
  private static final int ROWS = 11;
  private static final int INPUTS = 421;
  private static final int OUTPUTS = 53;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void convolutionAscendsThroughKernelRowColumnChannel(int threads) {
    ConvolutionGeometry g = GEOMETRY;
    float[] x = Plans.numbers(g.input().elements(), 1);
    float[] w = Plans.numbers(g.filters() * g.reduction(), 2);
    float[] bias = Plans.numbers(g.filters(), 3);
    float[] expected = new float[g.output().elements()];
    for (int i = 0; i < expected.length; i++) {
      int filter = i / (g.outHeight() * g.outWidth());
      expected[i] = bias[filter] + chain(x, w, filter, i % (g.outHeight() * g.outWidth()));
    }
    OpPlanCall call =
        pool ->
            SimdConvolution.plan(
                new ConvolutionOp.Forward(g, true, true, Activation.NONE), 1, true, pool);
    Tensor[] inputs = {Tensor.batched(g.input(), x), Tensor.whole(w), Tensor.whole(bias)};
    Tensor y = Tensor.batched(g.output(), Plans.unset(expected.length));
    run(call, threads, 1, inputs, y);
    assertArrayEquals(expected, y.values());
  }

  private static float chain(float[] x, float[] w, int filter, int position) {
    ConvolutionGeometry g = GEOMETRY;
    float sum = 0;
    for (int ky = 0; ky < g.kernelHeight(); ky++) {
      for (int kx = 0; kx < g.kernelWidth(); kx++) {
        for (int channel = 0; channel < CHANNELS; channel++) {
          float value = input(x, 0, filter, channel, position, ky, kx);
          int weight = ((filter * CHANNELS + channel) * g.kernelHeight() + ky) * g.kernelWidth();
          sum = Math.fma(value, w[weight + kx], sum);
        }
      }
    }
    return sum;
  }

  private static float input(
      float[] x, int row, int filter, int channel, int position, int ky, int kx) {
    ConvolutionGeometry g = GEOMETRY;
    int y = position / g.outWidth() * g.strideY() - g.padTop() + ky;
    int column = position % g.outWidth() * g.strideX() - g.padLeft() + kx;
    if (y < 0 || y >= g.height() || column < 0 || column >= g.width()) {
      return 0;
    }
    int map = row * g.channels() + filter / FILTERS * CHANNELS + channel;
    return x[(map * g.height() + y) * g.width() + column];
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void convolutionWeightGradientAscendsInLeavesOfTheBatch(int threads) {
    ConvolutionGeometry g = GEOMETRY;
    float[] x = Plans.numbers(ROWS * g.input().elements(), 1);
    float[] dy = Plans.numbers(ROWS * g.output().elements(), 2);
    float[] expected = new float[g.filters() * g.reduction()];
    int i = 0;
    for (int filter = 0; filter < g.filters(); filter++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        for (int ky = 0; ky < g.kernelHeight(); ky++) {
          for (int kx = 0; kx < g.kernelWidth(); kx++) {
            expected[i++] = treeSum(x, dy, filter, channel, ky, kx);
          }
        }
      }
    }
    OpPlanCall call =
        pool ->
            SimdConvolution.plan(
                new ConvolutionOp.WeightGradient(g, true, false), ROWS, true, pool);
    Tensor[] inputs = {Tensor.batched(g.input(), x), Tensor.batched(g.output(), dy)};
    Tensor gradient = Tensor.whole(Plans.unset(expected.length));
    run(call, threads, ROWS, inputs, gradient);
    assertArrayEquals(expected, gradient.values());
  }

  private static float treeSum(float[] x, float[] dy, int filter, int channel, int ky, int kx) {
    int positions = GEOMETRY.outHeight() * GEOMETRY.outWidth();
    float[] leaves = new float[BatchTree.LEAVES];
    for (int leaf = 0; leaf < leaves.length; leaf++) {
      int end = BatchTree.start(leaf + 1, ROWS);
      for (int row = BatchTree.start(leaf, ROWS); row < end; row++) {
        for (int position = 0; position < positions; position++) {
          float gradient = dy[(row * GEOMETRY.filters() + filter) * positions + position];
          float value = input(x, row, filter, channel, position, ky, kx);
          leaves[leaf] = Math.fma(value, gradient, leaves[leaf]);
        }
      }
    }
    return BatchTree.sum(leaves);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 50})
  void linearAscendsThroughInputs(int rows) {
    float[] x = Plans.numbers(rows * INPUTS, 1);
    float[] w = Plans.numbers(OUTPUTS * INPUTS, 2);
    float[] expected = new float[rows * OUTPUTS];
    for (int i = 0; i < expected.length; i++) {
      for (int k = 0; k < INPUTS; k++) {
        float value = x[i / OUTPUTS * INPUTS + k];
        expected[i] = Math.fma(value, w[i % OUTPUTS * INPUTS + k], expected[i]);
      }
    }
    OpPlanCall call =
        pool ->
            SimdLinear.plan(
                new LinearOp.Forward(1, INPUTS, OUTPUTS, false, Activation.NONE), rows, pool);
    Tensor[] inputs = {Tensor.batched(Shape.of(INPUTS), x), Tensor.whole(w)};
    Tensor y = Tensor.batched(Shape.of(OUTPUTS), Plans.unset(expected.length));
    run(call, 2, rows, inputs, y);
    assertArrayEquals(expected, y.values());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 50})
  void linearWeightGradientAscendsInLeavesOfTheBatch(int rows) {
    float[] x = Plans.numbers(rows * INPUTS, 1);
    float[] dy = Plans.numbers(rows * OUTPUTS, 2);
    float[] expected = new float[OUTPUTS * INPUTS];
    for (int i = 0; i < expected.length; i++) {
      float[] leaves = new float[BatchTree.LEAVES];
      for (int leaf = 0; leaf < leaves.length; leaf++) {
        int end = BatchTree.start(leaf + 1, rows);
        for (int row = BatchTree.start(leaf, rows); row < end; row++) {
          float gradient = dy[row * OUTPUTS + i / INPUTS];
          leaves[leaf] = Math.fma(x[row * INPUTS + i % INPUTS], gradient, leaves[leaf]);
        }
      }
      expected[i] = BatchTree.sum(leaves);
    }
    OpPlanCall call =
        pool -> SimdLinear.plan(new LinearOp.WeightGradient(1, INPUTS, OUTPUTS, false), rows, pool);
    Tensor[] inputs = {Tensor.batched(Shape.of(INPUTS), x), Tensor.batched(Shape.of(OUTPUTS), dy)};
    Tensor gradient = Tensor.whole(Plans.unset(expected.length));
    run(call, 2, rows, inputs, gradient);
    assertArrayEquals(expected, gradient.values());
  }

  /** Plans an operator on a pool. */
  private interface OpPlanCall {
    OpPlan plan(WorkerPool pool);
  }

  private static void run(OpPlanCall call, int threads, int rows, Tensor[] inputs, Tensor output) {
    try (WorkerPool pool = new WorkerPool(threads)) {
      Plans.run(call.plan(pool), pool, rows, inputs, output);
    }
  }
}
