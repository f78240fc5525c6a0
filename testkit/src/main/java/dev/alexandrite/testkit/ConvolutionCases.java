package dev.alexandrite.testkit;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Convolutions and locally connected layers. */
final class ConvolutionCases {
  private static final int RANDOM_GEOMETRIES = 16;

  /** Above, a few rows are enough: the reference takes its time. */
  private static final long LARGE_MULTIPLY_ADDS = 400_000;

  private ConvolutionCases() {}

  static List<OpCase> shared() {
    List<ConvolutionGeometry> geometries =
        new ArrayList<>(
            List.of(
                square(3, 35, 16, 11, 4, 2, 1),
                square(16, 13, 32, 5, 1, 2, 2),
                square(24, 13, 33, 3, 1, 1, 1),
                square(32, 13, 34, 3, 1, 1, 2),
                square(64, 14, 64, 3, 1, 1, 1),
                square(64, 13, 80, 5, 1, 2, 2),
                square(33, 12, 37, 5, 1, 2, 1),
                square(8, 11, 8, 3, 1, 1, 8),
                square(48, 7, 48, 3, 2, 1, 3),
                square(1, 5, 1, 3, 1, 0, 1),
                square(17, 6, 33, 1, 1, 0, 1),
                square(33, 7, 15, 1, 2, 0, 1),
                square(4, 5, 6, 1, 1, 1, 1),
                square(15, 6, 16, 6, 1, 0, 1),
                square(5, 9, 7, 4, 3, 1, 1),
                square(3, 20, 10, 7, 2, 0, 1),
                new ConvolutionGeometry(3, 9, 8, 5, 4, 3, 2, 3, 1, 0, 2, 1, 1),
                new ConvolutionGeometry(16, 8, 9, 16, 3, 3, 1, 1, 2, 0, 0, 2, 1),
                new ConvolutionGeometry(4, 1, 40, 6, 1, 3, 1, 1, 0, 0, 1, 1, 2),
                new ConvolutionGeometry(2, 40, 1, 3, 5, 1, 2, 1, 3, 1, 0, 0, 1),
                square(64, 14, 64, 3, 1, 2, 1).dilated(2, 2),
                square(33, 15, 37, 5, 1, 4, 1).dilated(2, 2),
                square(8, 11, 8, 3, 1, 3, 8).dilated(3, 3),
                square(16, 13, 18, 3, 4, 2, 2).dilated(2, 2),
                new ConvolutionGeometry(6, 14, 13, 9, 3, 2, 2, 3, 1, 4, 0, 2, 3).dilated(4, 2),
                new ConvolutionGeometry(17, 9, 16, 16, 2, 4, 3, 2, 0, 1, 3, 3, 1).dilated(1, 3),
                new ConvolutionGeometry(5, 16, 7, 33, 4, 1, 2, 1, 2, 3, 0, 0, 1).dilated(3, 1)));
    laneEdges().forEach(geometries::add);
    geometries.addAll(random(2012, 1));
    geometries.addAll(random(2016, 4));
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < geometries.size(); i++) {
      addOperators(cases, geometries.get(i), true, rows(geometries.get(i), i));
    }
    return cases;
  }

  static List<OpCase> locallyConnected() {
    List<ConvolutionGeometry> geometries =
        List.of(
            square(3, 6, 5, 3, 1, 1, 1),
            square(16, 5, 17, 3, 2, 1, 1),
            square(8, 4, 6, 3, 1, 1, 2),
            square(1, 3, 1, 3, 1, 0, 1),
            square(33, 3, 16, 1, 1, 0, 1),
            new ConvolutionGeometry(4, 7, 5, 6, 3, 2, 2, 1, 0, 1, 1, 0, 2),
            new ConvolutionGeometry(4, 8, 7, 6, 3, 2, 2, 1, 0, 1, 1, 0, 2).dilated(2, 3));
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < geometries.size(); i++) {
      addOperators(cases, geometries.get(i), false, rows(geometries.get(i), i));
    }
    return cases;
  }

  /** Channels and filters just below, at and above multiples of the vector width. */
  private static Stream<ConvolutionGeometry> laneEdges() {
    int[] channels = {1, 3, 15, 16, 17, 33};
    int[] filters = {33, 16, 17, 15, 3, 1};
    return Stream.iterate(0, i -> i < channels.length, i -> i + 1)
        .map(i -> square(channels[i], 9, filters[i], 3, 1, 1, 1));
  }

  private static List<ConvolutionGeometry> random(long seed, int mostDilation) {
    Draw draw = new Draw(seed);
    List<ConvolutionGeometry> geometries = new ArrayList<>();
    while (geometries.size() < RANDOM_GEOMETRIES) {
      int groups = draw.from(1, 3);
      int kernelHeight = draw.from(1, 5);
      int kernelWidth = draw.from(1, 5);
      ConvolutionGeometry geometry =
          new ConvolutionGeometry(
              groups * draw.from(1, 12),
              draw.from(1, 13),
              draw.from(1, 17),
              groups * draw.from(1, 12),
              kernelHeight,
              kernelWidth,
              draw.from(1, 3),
              draw.from(1, 3),
              draw.from(0, kernelHeight - 1),
              draw.from(0, kernelHeight - 1),
              draw.from(0, kernelWidth - 1),
              draw.from(0, kernelWidth - 1),
              groups);
      if (mostDilation > 1) {
        geometry = geometry.dilated(draw.from(1, mostDilation), draw.from(1, mostDilation));
      }
      if (geometry.outHeight() > 0 && geometry.outWidth() > 0) {
        geometries.add(geometry);
      }
    }
    return geometries;
  }

  private static Rows rows(ConvolutionGeometry geometry, int index) {
    return geometry.multiplyAdds() > LARGE_MULTIPLY_ADDS ? new Rows(3, 2) : Rows.cycle(index);
  }

  private static void addOperators(
      List<OpCase> cases, ConvolutionGeometry g, boolean shared, Rows rows) {
    List.of(
            new ConvolutionOp.Forward(g, shared, true, Activation.RELU),
            new ConvolutionOp.Forward(g, shared, false, Activation.NONE),
            new ConvolutionOp.InputGradient(g, shared),
            new ConvolutionOp.WeightGradient(g, shared, true),
            new ConvolutionOp.WeightGradient(g, shared, false))
        .forEach(
            op ->
                cases.add(
                    OpCase.of(describe(op, g) + ", " + rows, op, rows.capacity(), rows.rows())));
  }

  private static ConvolutionGeometry square(
      int channels, int size, int filters, int kernel, int stride, int padding, int groups) {
    return new ConvolutionGeometry(
        channels, size, size, filters, kernel, kernel, stride, stride, padding, padding, padding,
        padding, groups);
  }

  private static String describe(ConvolutionOp op, ConvolutionGeometry g) {
    String kind =
        switch (op) {
          case ConvolutionOp.Forward forward ->
              "forward " + forward.activation() + (forward.bias() ? " bias" : "");
          case ConvolutionOp.InputGradient _ -> "input gradient";
          case ConvolutionOp.WeightGradient gradient ->
              "weight gradient" + (gradient.bias() ? " bias" : "");
        };
    return ("%s %s -> %s, kernel %dx%d, stride %dx%d, padding t%d b%d l%d r%d, groups %d, "
            + "dilation %dx%d")
        .formatted(
            kind,
            g.input(),
            g.output(),
            g.kernelHeight(),
            g.kernelWidth(),
            g.strideY(),
            g.strideX(),
            g.padTop(),
            g.padBottom(),
            g.padLeft(),
            g.padRight(),
            g.groups(),
            g.dilationY(),
            g.dilationX());
  }
}
