package dev.alexandrite.testkit;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.WindowAxis;
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
    List<ConvolutionGeometry> geometries = geometries();
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < geometries.size(); i++) {
      addOperators(cases, geometries.get(i), true, rows(geometries.get(i), i));
    }
    return cases;
  }

  /** Of convolutions. */
  static List<ConvolutionGeometry> geometries() {
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
                new ConvolutionGeometry(
                    3,
                    9,
                    8,
                    5,
                    WindowAxis.of(4).stride(2).pad(1, 0),
                    WindowAxis.of(3).stride(3).pad(2, 1),
                    1),
                new ConvolutionGeometry(
                    16, 8, 9, 16, WindowAxis.of(3).pad(2, 0), WindowAxis.of(3).pad(0, 2), 1),
                new ConvolutionGeometry(4, 1, 40, 6, WindowAxis.of(1), WindowAxis.of(3).pad(1), 2),
                new ConvolutionGeometry(
                    2, 40, 1, 3, WindowAxis.of(5).stride(2).pad(3, 1), WindowAxis.of(1), 1),
                square(64, 14, 64, 3, 1, 2, 1, 2),
                square(33, 15, 37, 5, 1, 4, 1, 2),
                square(8, 11, 8, 3, 1, 3, 8, 3),
                square(16, 13, 18, 3, 4, 2, 2, 2),
                new ConvolutionGeometry(
                    6,
                    14,
                    13,
                    9,
                    WindowAxis.of(3).stride(2).dilation(4).pad(1, 4),
                    WindowAxis.of(2).stride(3).dilation(2).pad(0, 2),
                    3),
                new ConvolutionGeometry(
                    17,
                    9,
                    16,
                    16,
                    WindowAxis.of(2).stride(3).pad(0, 1),
                    WindowAxis.of(4).stride(2).dilation(3).pad(3),
                    1),
                new ConvolutionGeometry(
                    5,
                    16,
                    7,
                    33,
                    WindowAxis.of(4).stride(2).dilation(3).pad(2, 3),
                    WindowAxis.of(1),
                    1)));
    laneEdges().forEach(geometries::add);
    geometries.addAll(random(2012, 1));
    geometries.addAll(random(2016, 4));
    geometries.addAll(depthwise());
    return geometries;
  }

  static List<OpCase> locallyConnected() {
    List<ConvolutionGeometry> geometries =
        List.of(
            square(3, 6, 5, 3, 1, 1, 1),
            square(16, 5, 17, 3, 2, 1, 1),
            square(8, 4, 6, 3, 1, 1, 2),
            square(1, 3, 1, 3, 1, 0, 1),
            square(33, 3, 16, 1, 1, 0, 1),
            new ConvolutionGeometry(
                4, 7, 5, 6, WindowAxis.of(3).stride(2).pad(0, 1), WindowAxis.of(2).pad(1, 0), 2),
            new ConvolutionGeometry(
                4,
                8,
                7,
                6,
                WindowAxis.of(3).stride(2).dilation(2).pad(0, 1),
                WindowAxis.of(2).dilation(3).pad(1, 0),
                2));
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < geometries.size(); i++) {
      addOperators(cases, geometries.get(i), false, rows(geometries.get(i), i));
    }
    return cases;
  }

  /** A filter a channel, as in MobileNet and EfficientNet. */
  private static List<ConvolutionGeometry> depthwise() {
    return List.of(
        square(32, 12, 32, 3, 1, 1, 32),
        square(40, 13, 40, 5, 2, 2, 40),
        square(48, 7, 48, 5, 1, 2, 48),
        square(17, 9, 17, 3, 2, 1, 17));
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
      int channels = groups * draw.from(1, 12);
      int height = draw.from(1, 13);
      int width = draw.from(1, 17);
      int filters = groups * draw.from(1, 12);
      int strideY = draw.from(1, 3);
      int strideX = draw.from(1, 3);
      WindowAxis vertical =
          WindowAxis.of(kernelHeight)
              .stride(strideY)
              .pad(draw.from(0, kernelHeight - 1), draw.from(0, kernelHeight - 1));
      WindowAxis horizontal =
          WindowAxis.of(kernelWidth)
              .stride(strideX)
              .pad(draw.from(0, kernelWidth - 1), draw.from(0, kernelWidth - 1));
      if (mostDilation > 1) {
        vertical = vertical.dilation(draw.from(1, mostDilation));
        horizontal = horizontal.dilation(draw.from(1, mostDilation));
      }
      ConvolutionGeometry geometry =
          new ConvolutionGeometry(channels, height, width, filters, vertical, horizontal, groups);
      if (geometry.outHeight() > 0 && geometry.outWidth() > 0) {
        geometries.add(geometry);
      }
    }
    return geometries;
  }

  static Rows rows(ConvolutionGeometry geometry, int index) {
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
    return square(channels, size, filters, kernel, stride, padding, groups, 1);
  }

  private static ConvolutionGeometry square(
      int channels,
      int size,
      int filters,
      int kernel,
      int stride,
      int padding,
      int groups,
      int dilation) {
    WindowAxis axis = WindowAxis.of(kernel).stride(stride).pad(padding).dilation(dilation);
    return new ConvolutionGeometry(channels, size, size, filters, axis, axis, groups);
  }

  private static String describe(ConvolutionOp op, ConvolutionGeometry g) {
    String kind =
        switch (op) {
          case ConvolutionOp.Forward forward ->
              "forward " + forward.activation() + (forward.bias() ? " bias" : "");
          case ConvolutionOp.NormalizedForward _ -> "forward and more";
          case ConvolutionOp.InputGradient _ -> "input gradient";
          case ConvolutionOp.WeightGradient gradient ->
              "weight gradient" + (gradient.bias() ? " bias" : "");
        };
    return describe(kind, g);
  }

  static String describe(String kind, ConvolutionGeometry g) {
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
