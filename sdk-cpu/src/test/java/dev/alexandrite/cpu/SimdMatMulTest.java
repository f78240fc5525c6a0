package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.PlanHarness.rows;
import static dev.alexandrite.cpu.PlanHarness.uniform;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.alexandrite.cpu.PlanHarness.Tensor;
import dev.alexandrite.spi.MatMulOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("width")
final class SimdMatMulTest {
  /** Sizes on both sides of every block's; one product a row, and rows that make one product. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1",
    "3, 1, 5, 7",
    "2, 5, 300, 33",
    "1, 197, 64, 197",
    "3, 70, 513, 31",
    "1, 13, 9, 600"
  })
  void everySumIsOneAscendingChain(int batch, int m, int k, int n) {
    for (int kinds = 0; kinds < 16; kinds++) {
      boolean transposeA = (kinds & 1) != 0;
      boolean transposeB = (kinds & 2) != 0;
      Operand a = new Operand(transposeA ? Shape.of(k, m) : Shape.of(m, k), (kinds & 4) == 0);
      Operand b = new Operand(transposeB ? Shape.of(n, k) : Shape.of(k, n), (kinds & 8) == 0);
      assertChains(new MatMulOp(a, b, transposeA, transposeB), batch);
    }
  }

  private static void assertChains(MatMulOp op, int batch) {
    int m = op.rows();
    int k = op.depth();
    int n = op.columns();
    boolean batched = op.output().batched();
    float[] a = uniform(1, op.a().shape().elements() * (op.a().batched() ? batch : 1), -1, 1);
    float[] b = uniform(2, op.b().shape().elements() * (op.b().batched() ? batch : 1), -1, 1);
    float[] expected = new float[(batched ? batch : 1) * m * n];
    for (int i = 0; i < expected.length; i++) {
      int example = i / (m * n);
      int row = i / n % m;
      int column = i % n;
      int left = (op.a().batched() ? example * m * k : 0) + row * (op.transposeA() ? 1 : k);
      int right = (op.b().batched() ? example * k * n : 0) + column * (op.transposeB() ? k : 1);
      for (int j = 0; j < k; j++) {
        float x = a[left + j * (op.transposeA() ? m : 1)];
        expected[i] = Math.fma(x, b[right + j * (op.transposeB() ? 1 : n)], expected[i]);
      }
    }
    float[] unset = uniform(3, expected.length, 8, 9);
    float[] found =
        PlanHarness.run(
                pool -> SimdMatMul.plan(op, batch, pool),
                rows(batch),
                List.of(
                    new Tensor(op.a().shape(), op.a().batched(), a),
                    new Tensor(op.b().shape(), op.b().batched(), b)),
                List.of(new Tensor(op.output().shape(), batched, unset)))
            .getFirst();
    assertArrayEquals(expected, found, op + " of " + batch);
  }
}
