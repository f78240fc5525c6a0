package dev.alexandrite.testkit;

import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Ties;
import dev.alexandrite.tensor.WindowAxis;
import java.util.ArrayList;
import java.util.List;

/** Maximum and average pooling. */
final class PoolingCases {
  private static final int RANDOM_GEOMETRIES = 8;

  private PoolingCases() {}

  static List<OpCase> all() {
    List<PoolingGeometry> geometries =
        new ArrayList<>(
            List.of(
                new PoolingGeometry(
                    5, 13, 13, WindowAxis.of(3).stride(2), WindowAxis.of(3).stride(2), 6, 6),
                new PoolingGeometry(
                    17, 8, 10, WindowAxis.of(2).stride(2), WindowAxis.of(2).stride(2), 4, 5),
                // Rounded up: the last windows stick out below and on the right.
                new PoolingGeometry(
                    3, 16, 16, WindowAxis.of(3).stride(2), WindowAxis.of(3).stride(2), 8, 8),
                new PoolingGeometry(
                    16, 6, 7, WindowAxis.of(3).pad(1), WindowAxis.of(3).pad(1), 6, 7),
                new PoolingGeometry(33, 7, 5, WindowAxis.of(7), WindowAxis.of(5), 1, 1),
                new PoolingGeometry(
                    1,
                    9,
                    6,
                    WindowAxis.of(3).stride(3).pad(2, 1),
                    WindowAxis.of(2).pad(0, 1),
                    4,
                    6),
                new PoolingGeometry(
                    15, 6, 6, WindowAxis.of(2).stride(3), WindowAxis.of(2).stride(3), 2, 2),
                // Rounded up and dilated.
                new PoolingGeometry(
                    7,
                    12,
                    9,
                    WindowAxis.of(3).stride(2).dilation(2).pad(2, 1),
                    WindowAxis.of(2).stride(3).dilation(4).pad(0, 1),
                    6,
                    3)));
    Draw draw = new Draw(1998);
    for (int i = 0; i < RANDOM_GEOMETRIES; i++) {
      geometries.add(random(draw, 1, 1));
    }
    for (int i = 0; i < RANDOM_GEOMETRIES; i++) {
      geometries.add(random(draw, draw.from(1, 3), draw.from(1, 3)));
    }
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < geometries.size(); i++) {
      addOperators(cases, geometries.get(i), Rows.cycle(i));
    }
    return cases;
  }

  private static PoolingGeometry random(Draw draw, int dilationY, int dilationX) {
    int kernelHeight = draw.from(1, 4);
    int kernelWidth = draw.from(1, 4);
    int strideY = draw.from(1, 3);
    int strideX = draw.from(1, 3);
    int spanY = (kernelHeight - 1) * dilationY + 1;
    int spanX = (kernelWidth - 1) * dilationX + 1;
    int padTop = draw.from(0, spanY - 1);
    int padLeft = draw.from(0, spanX - 1);
    int padBottom = draw.from(0, spanY - 1);
    int padRight = draw.from(0, spanX - 1);
    int height = draw.from(spanY, 12);
    int width = draw.from(spanX, 12);
    return geometry(
        draw.from(1, 35),
        height,
        width,
        WindowAxis.of(kernelHeight).stride(strideY).dilation(dilationY).pad(padTop, padBottom),
        WindowAxis.of(kernelWidth).stride(strideX).dilation(dilationX).pad(padLeft, padRight));
  }

  private static PoolingGeometry geometry(
      int channels, int height, int width, WindowAxis vertical, WindowAxis horizontal) {
    return new PoolingGeometry(
        channels,
        height,
        width,
        vertical,
        horizontal,
        vertical.positions(height),
        horizontal.positions(width));
  }

  private static void addOperators(List<OpCase> cases, PoolingGeometry g, Rows rows) {
    List<PoolingOp> operators =
        List.of(
            new PoolingOp.MaxForward(g),
            new PoolingOp.MaxGradient(g, Ties.FIRST),
            new PoolingOp.MaxGradient(g, Ties.ALL),
            new PoolingOp.AverageForward(g, true),
            new PoolingOp.AverageForward(g, false),
            new PoolingOp.AverageGradient(g, true),
            new PoolingOp.AverageGradient(g, false));
    for (PoolingOp op : operators) {
      OpCase test = OpCase.of(op + ", " + rows, op, rows.capacity(), rows.rows());
      cases.add(test);
      if (op instanceof PoolingOp.MaxGradient) {
        cases.add(test.coarse());
      }
    }
  }
}
