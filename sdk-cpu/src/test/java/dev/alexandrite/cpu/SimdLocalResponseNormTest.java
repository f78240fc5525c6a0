package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.PlanHarness.assertClose;
import static dev.alexandrite.cpu.PlanHarness.batch;
import static dev.alexandrite.cpu.PlanHarness.emptyBatch;
import static dev.alexandrite.cpu.PlanHarness.rows;

import dev.alexandrite.cpu.PlanHarness.Tensor;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.LocalResponseNormOp.Window;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Tolerances;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("width")
final class SimdLocalResponseNormTest {
  private static final int ROWS = 4;

  static List<Window> windows() {
    return List.of(
        new Window(Shape.image(1, 3, 2), 5, 0.1f, 0.75f, 2, false, 1),
        new Window(Shape.image(3, 3, 3), 5, 0.1f, 0.75f, 2, false, 1),
        new Window(Shape.image(34, 3, 2), 5, 0.1f, 0.75f, 2, false, 2),
        new Window(Shape.image(66, 2, 3), 4, 0.1f, 0.75f, 1, false, 2),
        new Window(Shape.image(17, 3, 3), 3, 0.2f, 0.6f, 1, false, 1),
        new Window(Shape.image(5, 6, 7), 5, 0.04f, 0.75f, 1, true, 1),
        new Window(Shape.image(33, 4, 3), 2, 0.1f, 0.5f, 1, true, 1));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void forward(Window window) {
    Tensor x = batch(1, window.shape(), ROWS, -3, 3);
    float[] found =
        PlanHarness.run(
                pool ->
                    SimdLocalResponseNorm.plan(new LocalResponseNormOp.Forward(window), ROWS, pool),
                rows(ROWS),
                List.of(x),
                List.of(emptyBatch(window.shape(), ROWS)))
            .getFirst();
    assertClose(outputs(window, denominators(window, x), x), found, Tolerances.ELEMENT, "y");
  }

  @ParameterizedTest
  @MethodSource("windows")
  void gradient(Window window) {
    Tensor x = batch(2, window.shape(), ROWS, -3, 3);
    Tensor dy = batch(3, window.shape(), ROWS, -1, 1);
    double[] d = denominators(window, x);
    double[] exact = outputs(window, d, x);
    Tensor y = emptyBatch(window.shape(), ROWS);
    for (int i = 0; i < exact.length; i++) {
      y.values()[i] = (float) exact[i];
    }
    double[] expected = new double[exact.length];
    for (int j = 0; j < expected.length; j++) {
      expected[j] += dy.values()[j] * StrictMath.pow(d[j], -window.beta());
      double back = 2.0 * window.beta() * window.alpha() * dy.values()[j] * exact[j] / d[j];
      for (int i = 0; i < expected.length; i++) {
        expected[i] -= contains(window, j, i) ? back * x.values()[i] : 0;
      }
    }
    float[] found =
        PlanHarness.run(
                pool ->
                    SimdLocalResponseNorm.plan(
                        new LocalResponseNormOp.Gradient(window), ROWS, pool),
                rows(ROWS),
                List.of(x, y, dy),
                List.of(emptyBatch(window.shape(), ROWS)))
            .getFirst();
    assertClose(expected, found, Tolerances.TWO_STEPS, "dx");
  }

  private static double[] denominators(Window window, Tensor x) {
    double[] d = new double[x.values().length];
    for (int i = 0; i < d.length; i++) {
      double squares = 0;
      for (int j = 0; j < d.length; j++) {
        squares += contains(window, i, j) ? (double) x.values()[j] * x.values()[j] : 0;
      }
      d[i] = window.k() + window.alpha() * squares;
    }
    return d;
  }

  private static double[] outputs(Window window, double[] d, Tensor x) {
    double[] y = new double[d.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = x.values()[i] * StrictMath.pow(d[i], -window.beta());
    }
    return y;
  }

  /** Whether the window around the row-major element i holds element j. */
  private static boolean contains(Window window, int i, int j) {
    Shape shape = window.shape();
    int width = shape.width();
    int positions = shape.height() * width;
    if (i / shape.elements() != j / shape.elements()) {
      return false;
    }
    int map = i / positions;
    int otherMap = j / positions;
    if (!window.withinMap()) {
      int tower = shape.channels() / window.towers();
      return i % positions == j % positions
          && map / tower == otherMap / tower
          && near(window.size(), map, otherMap);
    }
    return map == otherMap
        && near(window.size(), i % positions / width, j % positions / width)
        && near(window.size(), i % width, j % width);
  }

  private static boolean near(int size, int centre, int other) {
    int first = centre - size / 2;
    return other >= first && other < first + size;
  }
}
