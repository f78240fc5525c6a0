package dev.alexandrite.testkit;

import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.LocalResponseNormOp.Window;
import dev.alexandrite.spi.Op;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Normalisations. */
final class NormCases {
  private static final float EPSILON = 1e-5f;

  private NormCases() {}

  static List<OpCase> localResponse() {
    List<Window> windows =
        List.of(
            window(48, 5, 6, 5, 2e-5f, 0.75f, 2, false, 1),
            window(16, 5, 6, 5, 0.2f, 0.75f, 1, false, 2),
            window(7, 4, 3, 3, 0.5f, 0.5f, 1, false, 1),
            window(9, 3, 3, 4, 0.3f, 1, 1, false, 3),
            window(3, 2, 2, 9, 0.1f, 0.75f, 1, false, 1),
            window(1, 1, 1, 5, 0.1f, 0.75f, 2, false, 1),
            window(33, 2, 3, 5, 1e-4f, 0.3f, 2, false, 1),
            window(34, 3, 2, 5, 0.1f, 0.75f, 2, false, 2),
            window(17, 6, 5, 3, 0.05f, 0.75f, 1, true, 1),
            window(2, 7, 4, 4, 0.05f, 0.6f, 2, true, 1),
            window(15, 3, 3, 7, 0.05f, 0.75f, 1, true, 1));
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      add(cases, new LocalResponseNormOp.Forward(windows.get(i)), i);
      add(cases, new LocalResponseNormOp.Gradient(windows.get(i)), i);
    }
    return cases;
  }

  static List<OpCase> batch() {
    List<Shape> shapes =
        List.of(
            Shape.image(6, 5, 5),
            Shape.of(17),
            Shape.image(33, 3, 2),
            Shape.image(1, 9, 7),
            Shape.image(16, 4, 4),
            Shape.of(15));
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      Shape shape = shapes.get(i);
      // A single value per channel has no variance, and its gradient is rounding noise.
      int rows = shape.rank() == 1 ? 4 : i;
      add(cases, new BatchNormOp.Training(shape, EPSILON, 0.1f), rows);
      add(cases, new BatchNormOp.Inference(shape, EPSILON), rows);
      add(cases, new BatchNormOp.Gradient(shape), rows);
    }
    return cases;
  }

  static List<OpCase> layer() {
    List<LayerNormOp> operators = new ArrayList<>();
    List.of(
            new LayerNormOp.Forward(Shape.of(4, 16), 16, 1e-6f),
            new LayerNormOp.Forward(Shape.of(33), 33, EPSILON),
            new LayerNormOp.Forward(Shape.image(17, 3, 5), 15, EPSILON),
            new LayerNormOp.Forward(Shape.image(3, 4, 4), 48, EPSILON),
            new LayerNormOp.Forward(Shape.of(5, 17), 17, EPSILON),
            new LayerNormOp.Forward(Shape.of(2, 8, 16), 16, EPSILON))
        .forEach(
            forward -> {
              operators.add(forward);
              operators.add(new LayerNormOp.Gradient(forward.shape(), forward.width()));
            });
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < operators.size(); i++) {
      add(cases, operators.get(i), i);
    }
    return cases;
  }

  private static Window window(
      int channels,
      int height,
      int width,
      int size,
      float alpha,
      float beta,
      float k,
      boolean withinMap,
      int towers) {
    return new Window(
        Shape.image(channels, height, width), size, alpha, beta, k, withinMap, towers);
  }

  private static void add(List<OpCase> cases, Op op, int index) {
    Rows rows = Rows.cycle(index);
    cases.add(OpCase.of(op + ", " + rows, op, rows.capacity(), rows.rows()));
  }
}
