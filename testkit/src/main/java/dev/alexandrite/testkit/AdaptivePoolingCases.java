package dev.alexandrite.testkit;

import dev.alexandrite.spi.AdaptivePoolingOp;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Average pooling to a size: windows that are disjoint, overlap, or are smaller than a pixel. */
final class AdaptivePoolingCases {
  private static final int RANDOM_SIZES = 8;

  private AdaptivePoolingCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    add(cases, Shape.image(1, 1, 1), 1, 1);
    add(cases, Shape.image(15, 6, 6), 6, 6);
    add(cases, Shape.image(16, 13, 13), 6, 6);
    add(cases, Shape.image(17, 12, 9), 6, 3);
    add(cases, Shape.image(33, 7, 5), 1, 1);
    add(cases, Shape.image(3, 5, 5), 6, 6);
    add(cases, Shape.image(16, 2, 3), 7, 5);
    add(cases, Shape.image(17, 1, 9), 4, 2);
    Draw draw = new Draw(2014);
    for (int i = 0; i < RANDOM_SIZES; i++) {
      Shape input = Shape.image(draw.from(1, 35), draw.from(1, 12), draw.from(1, 12));
      add(cases, input, draw.from(1, 8), draw.from(1, 8));
    }
    return cases;
  }

  private static void add(List<OpCase> cases, Shape input, int outHeight, int outWidth) {
    Rows rows = Rows.cycle(cases.size() / 2);
    cases.add(OpCase.of(new AdaptivePoolingOp.Forward(input, outHeight, outWidth), rows));
    cases.add(OpCase.of(new AdaptivePoolingOp.Gradient(input, outHeight, outWidth), rows));
  }
}
