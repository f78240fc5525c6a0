package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.PlanHarness.assertClose;
import static dev.alexandrite.cpu.PlanHarness.batch;
import static dev.alexandrite.cpu.PlanHarness.emptyBatch;
import static dev.alexandrite.cpu.PlanHarness.rows;

import dev.alexandrite.cpu.PlanHarness.Tensor;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Ties;
import dev.alexandrite.tensor.WindowAxis;
import dev.alexandrite.testkit.Tolerances;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("width")
final class SimdPoolingTest {
  private static final int ROWS = 5;

  /** Odd numbers of channels, overlapping and disjoint windows, clipped on every side. */
  static List<PoolingGeometry> geometries() {
    return List.of(
        new PoolingGeometry(1, 7, 7, WindowAxis.of(3).stride(2), WindowAxis.of(3).stride(2), 3, 3),
        new PoolingGeometry(
            3,
            8,
            6,
            WindowAxis.of(3).stride(2).pad(0, 1),
            WindowAxis.of(3).stride(2).pad(0, 1),
            4,
            3),
        new PoolingGeometry(5, 6, 9, WindowAxis.of(2).stride(2), WindowAxis.of(3).stride(3), 3, 3),
        new PoolingGeometry(17, 6, 5, WindowAxis.of(3).pad(1), WindowAxis.of(3).pad(1), 6, 5),
        new PoolingGeometry(
            33,
            5,
            5,
            WindowAxis.of(3).stride(2).pad(1),
            WindowAxis.of(2).stride(2).pad(1, 0),
            3,
            3),
        new PoolingGeometry(64, 4, 4, WindowAxis.of(4), WindowAxis.of(4), 1, 1),
        new PoolingGeometry(
            17,
            8,
            7,
            WindowAxis.of(3).dilation(2).pad(2),
            WindowAxis.of(2).stride(2).dilation(3).pad(1, 0),
            8,
            3),
        new PoolingGeometry(
            3,
            9,
            9,
            WindowAxis.of(2).stride(3).dilation(4).pad(3, 0),
            WindowAxis.of(3).dilation(2).pad(0, 4),
            3,
            9));
  }

  @ParameterizedTest
  @MethodSource("geometries")
  void maximum(PoolingGeometry g) {
    Tensor x = tied(g);
    double[] y = new double[g.output().elements() * ROWS];
    new Windows(g)
        .visit(
            (out, in, first, area, padded) -> {
              y[out] = first ? x.values()[in] : Math.max(y[out], x.values()[in]);
            });
    float[] found =
        PlanHarness.run(
                pool -> SimdPooling.plan(new PoolingOp.MaxForward(g), ROWS, pool),
                rows(ROWS),
                List.of(x),
                List.of(emptyBatch(g.output(), ROWS)))
            .getFirst();
    assertClose(y, found, 0, "y");
  }

  @ParameterizedTest
  @MethodSource("geometries")
  void gradientOfMaximum(PoolingGeometry g) {
    Tensor x = tied(g);
    Tensor y = emptyBatch(g.output(), ROWS);
    Tensor dy = batch(8, g.output(), ROWS, -1, 1);
    new Windows(g)
        .visit(
            (out, in, first, area, padded) -> {
              y.values()[out] = first ? x.values()[in] : Math.max(y.values()[out], x.values()[in]);
            });
    for (Ties ties : Ties.values()) {
      double[] dx = new double[x.values().length];
      boolean[] given = new boolean[y.values().length];
      new Windows(g)
          .visit(
              (out, in, first, area, padded) -> {
                boolean equal = x.values()[in] == y.values()[out];
                if (equal && (ties == Ties.ALL || !given[out])) {
                  dx[in] += dy.values()[out];
                  given[out] = true;
                }
              });
      float[] found =
          PlanHarness.run(
                  pool -> SimdPooling.plan(new PoolingOp.MaxGradient(g, ties), ROWS, pool),
                  rows(ROWS),
                  List.of(x, y, dy),
                  List.of(emptyBatch(g.input(), ROWS)))
              .getFirst();
      assertClose(dx, found, Tolerances.ELEMENT, "ties " + ties);
    }
  }

  @ParameterizedTest
  @MethodSource("geometries")
  void averageAndItsGradient(PoolingGeometry g) {
    Tensor x = batch(9, g.input(), ROWS, -1, 1);
    Tensor dy = batch(10, g.output(), ROWS, -1, 1);
    for (boolean countPadding : new boolean[] {false, true}) {
      double[] y = new double[dy.values().length];
      double[] dx = new double[x.values().length];
      new Windows(g)
          .visit(
              (out, in, first, area, padded) -> {
                int divisor = countPadding ? padded : area;
                y[out] += (double) x.values()[in] / divisor;
                dx[in] += (double) dy.values()[out] / divisor;
              });
      float[] forward =
          PlanHarness.run(
                  pool ->
                      SimdPooling.plan(new PoolingOp.AverageForward(g, countPadding), ROWS, pool),
                  rows(ROWS),
                  List.of(x),
                  List.of(emptyBatch(g.output(), ROWS)))
              .getFirst();
      float[] gradient =
          PlanHarness.run(
                  pool ->
                      SimdPooling.plan(new PoolingOp.AverageGradient(g, countPadding), ROWS, pool),
                  rows(ROWS),
                  List.of(dy),
                  List.of(emptyBatch(g.input(), ROWS)))
              .getFirst();
      assertClose(y, forward, Tolerances.ELEMENT, "y, countPadding " + countPadding);
      assertClose(dx, gradient, Tolerances.ELEMENT, "dx, countPadding " + countPadding);
    }
  }

  /** Small whole numbers, so that most windows have several maxima. */
  private static Tensor tied(PoolingGeometry g) {
    Tensor x = batch(7, g.input(), ROWS, -2, 3);
    for (int i = 0; i < x.values().length; i++) {
      x.values()[i] = (float) Math.floor(x.values()[i]);
    }
    return x;
  }

  private interface Visitor {
    void visit(int out, int in, boolean first, int area, int paddedArea);
  }

  /** Every pair of output and input within its window, in row order. */
  private record Windows(PoolingGeometry g) {
    void visit(Visitor visitor) {
      for (int map = 0; map < ROWS * g.channels(); map++) {
        for (int oy = 0; oy < g.outHeight(); oy++) {
          for (int ox = 0; ox < g.outWidth(); ox++) {
            visitWindow(visitor, map, oy, ox);
          }
        }
      }
    }

    private void visitWindow(Visitor visitor, int map, int oy, int ox) {
      int top = oy * g.strideY() - g.padTop();
      int left = ox * g.strideX() - g.padLeft();
      int area = 0;
      int padded = 0;
      int bottom = top + g.kernelHeight() * g.dilationY();
      int right = left + g.kernelWidth() * g.dilationX();
      for (int y = top; y < bottom; y += g.dilationY()) {
        for (int x = left; x < right; x += g.dilationX()) {
          area += inside(y, x) ? 1 : 0;
          padded += y < g.height() + g.padBottom() && x < g.width() + g.padRight() ? 1 : 0;
        }
      }
      boolean first = true;
      for (int y = top; y < bottom; y += g.dilationY()) {
        for (int x = left; x < right; x += g.dilationX()) {
          if (inside(y, x)) {
            int out = (map * g.outHeight() + oy) * g.outWidth() + ox;
            visitor.visit(out, (map * g.height() + y) * g.width() + x, first, area, padded);
            first = false;
          }
        }
      }
    }

    private boolean inside(int y, int x) {
      return y >= 0 && y < g.height() && x >= 0 && x < g.width();
    }
  }
}
