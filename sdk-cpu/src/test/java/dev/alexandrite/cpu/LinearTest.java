package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.cpu.Plans.Tensor;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WeightForm;
import dev.alexandrite.testkit.Tolerances;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Fully connected layers against nested loops in double precision. */
final class LinearTest {
  private static final String CASES =
      """
      # rows, rows per example, inputs, outputs
       1, 1,  700,  50
       1, 1,    3,   1
       2, 1,  513,  97
       7, 1,   31,  10
      19, 1,  300, 103
      33, 1,    1,   6
      64, 1,  257,  48
      40, 1, 2100, 180
       3, 5,   40,  13
       1, 7,  260,  61
      # kernels copy weights, and the last of them are not whole; then several groups of rows
      20, 1, 2053, 515
      530, 1, 1100, 960
      """;

  @ParameterizedTest
  @CsvSource(textBlock = CASES)
  void forwardIsRight(int rows, int rowsPerExample, int inputs, int outputs) {
    int all = rows * rowsPerExample;
    float[] x = Plans.numbers(all * inputs, 1);
    float[] w = Plans.numbers(inputs * outputs, 2);
    float[] bias = Plans.numbers(outputs, 3);
    double[] expected = new double[all * outputs];
    for (int n = 0; n < all; n++) {
      for (int o = 0; o < outputs; o++) {
        double sum = bias[o];
        for (int i = 0; i < inputs; i++) {
          sum += (double) x[n * inputs + i] * w[o * inputs + i];
        }
        expected[n * outputs + o] = sum;
      }
    }
    LinearOp.Forward plain =
        new LinearOp.Forward(rowsPerExample, inputs, outputs, true, Activation.NONE);
    float[] y = run(plain, rows, 1, all * outputs, x, w, bias)[0];
    assertEquals(0, Plans.error(expected, y), Tolerances.OPERATOR);
    assertArrayEquals(y, run(plain, rows, 2, all * outputs, x, w, bias)[0]);
    assertArrayEquals(y, run(plain, rows, 3, all * outputs, x, w, bias)[0]);

    LinearOp.Forward rectified =
        new LinearOp.Forward(rowsPerExample, inputs, outputs, true, Activation.RELU);
    float[] positive = run(rectified, rows, 2, all * outputs, x, w, bias)[0];
    for (int i = 0; i < y.length; i++) {
      assertEquals(Math.max(y[i], 0), positive[i]);
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = CASES)
  void inputGradientIsRight(int rows, int rowsPerExample, int inputs, int outputs) {
    int all = rows * rowsPerExample;
    float[] dy = Plans.numbers(all * outputs, 1);
    float[] w = Plans.numbers(inputs * outputs, 2);
    double[] expected = new double[all * inputs];
    for (int n = 0; n < all; n++) {
      for (int o = 0; o < outputs; o++) {
        for (int i = 0; i < inputs; i++) {
          expected[n * inputs + i] += (double) dy[n * outputs + o] * w[o * inputs + i];
        }
      }
    }
    LinearOp op = new LinearOp.InputGradient(rowsPerExample, inputs, outputs);
    float[] dx = run(op, rows, 1, all * inputs, dy, w)[0];
    assertEquals(0, Plans.error(expected, dx), Tolerances.OPERATOR);
    assertArrayEquals(dx, run(op, rows, 2, all * inputs, dy, w)[0]);
    assertArrayEquals(dx, run(op, rows, 3, all * inputs, dy, w)[0]);
  }

  @ParameterizedTest
  @CsvSource(textBlock = CASES)
  void weightGradientIsRight(int rows, int rowsPerExample, int inputs, int outputs) {
    int all = rows * rowsPerExample;
    float[] x = Plans.numbers(all * inputs, 1);
    float[] dy = Plans.numbers(all * outputs, 2);
    double[] expected = new double[inputs * outputs];
    double[] expectedBias = new double[outputs];
    for (int n = 0; n < all; n++) {
      for (int o = 0; o < outputs; o++) {
        expectedBias[o] += dy[n * outputs + o];
        for (int i = 0; i < inputs; i++) {
          expected[o * inputs + i] += (double) dy[n * outputs + o] * x[n * inputs + i];
        }
      }
    }
    LinearOp op = new LinearOp.WeightGradient(rowsPerExample, inputs, outputs, true);
    float[][] one = run(op, rows, 1, inputs * outputs, x, dy);
    assertEquals(0, Plans.error(expected, one[0]), Tolerances.OPERATOR);
    assertEquals(0, Plans.error(expectedBias, one[1]), Tolerances.OPERATOR);
    for (int threads = 2; threads <= 3; threads++) {
      float[][] more = run(op, rows, threads, inputs * outputs, x, dy);
      assertArrayEquals(one[0], more[0]);
      assertArrayEquals(one[1], more[1]);
    }
  }

  /** A row's result does not depend on the rows around it. */
  @ParameterizedTest
  @CsvSource({"1", "5", "16", "17", "40"})
  void rowsAreIndependent(int rows) {
    int inputs = 300;
    int outputs = 20;
    float[] x = Plans.numbers(50 * inputs, 1);
    float[] w = Plans.numbers(inputs * outputs, 2);
    float[] bias = Plans.numbers(outputs, 3);
    LinearOp op = new LinearOp.Forward(1, inputs, outputs, true, Activation.NONE);
    float[] all = run(op, 50, 1, 50 * outputs, x, w, bias)[0];
    float[] some = run(op, rows, 2, rows * outputs, Arrays.copyOf(x, rows * inputs), w, bias)[0];
    assertArrayEquals(Arrays.copyOf(all, some.length), some);
  }

  /** Alone or in a batch, with any number of threads, an example gets the same bits. */
  @ParameterizedTest
  @EnumSource(WeightForm.class)
  void rowsOfEveryFormAreIndependent(WeightForm form) {
    int inputs = 1027;
    int outputs = 75;
    int rows = 23;
    float[] x = Plans.numbers(rows * inputs, 1);
    float[] w = Plans.numbers(inputs * outputs, 2);
    float[] bias = Plans.numbers(outputs, 3);
    LinearOp op = new LinearOp.Forward(1, inputs, outputs, true, Activation.RELU, form);
    float[] all = run(op, rows, 1, rows * outputs, x, w, bias)[0];
    assertArrayEquals(all, run(op, rows, 3, rows * outputs, x, w, bias)[0]);
    for (int row = 0; row < rows; row++) {
      float[] one = Arrays.copyOfRange(x, row * inputs, (row + 1) * inputs);
      float[] y = run(op, 1, 2, outputs, one, w, bias)[0];
      assertArrayEquals(Arrays.copyOfRange(all, row * outputs, (row + 1) * outputs), y);
    }
  }

  /** Runs with row-major tensors, which linear layers keep; the second output is a bias's. */
  private static float[][] run(LinearOp op, int rows, int threads, int size, float[]... tensors) {
    Tensor[] inputs = new Tensor[tensors.length];
    boolean weights = op instanceof LinearOp.WeightGradient;
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] =
          i == 0 || weights
              ? Tensor.batched(Shape.of(tensors[i].length / rows), tensors[i])
              : Tensor.whole(tensors[i]);
    }
    float[][] outputs = {Plans.unset(size), Plans.unset(op.outputs())};
    Tensor first =
        weights ? Tensor.whole(outputs[0]) : Tensor.batched(Shape.of(size / rows), outputs[0]);
    try (WorkerPool pool = new WorkerPool(threads)) {
      Plans.run(
          SimdLinear.plan(op, rows + 2, pool), pool, rows, inputs, first, Tensor.whole(outputs[1]));
    }
    return outputs;
  }
}
