package dev.alexandrite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.Ties;
import dev.alexandrite.tensor.WindowAxis;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Inferred shapes of random legal geometries against the closed formula and against counting. */
final class GeometryPropertiesTest {
  @Property(edgeCases = EdgeCasesMode.NONE)
  void convolution(
      @ForAll @IntRange(min = 1, max = 3) int groups,
      @ForAll @IntRange(min = 1, max = 4) int channelsPerGroup,
      @ForAll @IntRange(min = 1, max = 4) int filtersPerGroup,
      @ForAll @IntRange(min = 1, max = 30) int height,
      @ForAll @IntRange(min = 1, max = 30) int width,
      @ForAll @IntRange(min = 1, max = 12) int kernelHeight,
      @ForAll @IntRange(min = 1, max = 12) int kernelWidth,
      @ForAll @IntRange(min = 1, max = 5) int strideY,
      @ForAll @IntRange(min = 1, max = 5) int strideX,
      @ForAll @IntRange(min = 1, max = 4) int dilationY,
      @ForAll @IntRange(min = 1, max = 4) int dilationX,
      @ForAll @IntRange(max = 6) int top,
      @ForAll @IntRange(max = 6) int bottom,
      @ForAll @IntRange(max = 6) int left,
      @ForAll @IntRange(max = 6) int right) {
    int spanY = (kernelHeight - 1) * dilationY + 1;
    int spanX = (kernelWidth - 1) * dilationX + 1;
    Assume.that(spanY <= height + top + bottom && spanX <= width + left + right);
    int filters = filtersPerGroup * groups;
    WindowAxis vertical = new WindowAxis(kernelHeight, strideY, dilationY, top, bottom);
    WindowAxis horizontal = new WindowAxis(kernelWidth, strideX, dilationX, left, right);
    Shape input = Shape.image(channelsPerGroup * groups, height, width);
    int outHeight = (height + top + bottom - spanY) / strideY + 1;
    int outWidth = (width + left + right - spanX) / strideX + 1;
    Shape output = Shape.image(filters, outHeight, outWidth);
    long multiplyAdds =
        (long) filters * outHeight * outWidth * channelsPerGroup * kernelHeight * kernelWidth;

    Conv2d shared = Conv2d.of(filters, vertical, horizontal).groups(groups);
    LocallyConnected local = LocallyConnected.of(filters, vertical, horizontal).groups(groups);

    Network net = Network.builder(input).add("layer", shared).build();
    assertEquals(output, net.shape("layer"));
    assertEquals(multiplyAdds, net.multiplyAdds());
    assertEquals(outHeight, countFloor(height + top + bottom, spanY, strideY));
    assertEquals(
        List.of(Shape.of(filters, channelsPerGroup, kernelHeight, kernelWidth), Shape.of(filters)),
        parameterShapes(input, shared));
    assertEquals(output, Network.builder(input).add("layer", local).build().shape("layer"));
    int positions = outHeight * outWidth;
    assertEquals(
        List.of(Shape.of(positions, filters, channelsPerGroup, kernelHeight, kernelWidth), output),
        parameterShapes(input, local));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void pooling(
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll @IntRange(min = 1, max = 30) int height,
      @ForAll @IntRange(min = 1, max = 30) int width,
      @ForAll @IntRange(min = 1, max = 7) int kernelHeight,
      @ForAll @IntRange(min = 1, max = 7) int kernelWidth,
      @ForAll @IntRange(min = 1, max = 9) int strideY,
      @ForAll @IntRange(min = 1, max = 9) int strideX,
      @ForAll @IntRange(min = 1, max = 4) int dilationY,
      @ForAll @IntRange(min = 1, max = 4) int dilationX,
      @ForAll @IntRange(max = 6) int above,
      @ForAll @IntRange(max = 6) int below,
      @ForAll @IntRange(max = 6) int before,
      @ForAll @IntRange(max = 6) int after,
      @ForAll boolean ceil) {
    // Padding is smaller than the kernel.
    int spanY = (kernelHeight - 1) * dilationY + 1;
    int spanX = (kernelWidth - 1) * dilationX + 1;
    int top = above % spanY;
    int bottom = below % spanY;
    int left = before % spanX;
    int right = after % spanX;
    Assume.that(spanY <= height + top + bottom && spanX <= width + left + right);
    Assume.that(dilationY <= height && dilationX <= width);
    WindowAxis vertical = new WindowAxis(kernelHeight, strideY, dilationY, top, bottom);
    WindowAxis horizontal = new WindowAxis(kernelWidth, strideX, dilationX, left, right);
    Shape input = Shape.image(channels, height, width);
    Shape output =
        Shape.image(
            channels,
            count(height, top, bottom, spanY, strideY, ceil),
            count(width, left, right, spanX, strideX, ceil));

    MaxPool max = new MaxPool(vertical, horizontal, ceil, Ties.ALL);
    AveragePool average = new AveragePool(vertical, horizontal, ceil, true);

    assertEquals(output, Network.builder(input).add("max", max).build().shape("max"));
    assertEquals(output, Network.builder(input).add("mean", average).build().shape("mean"));
    assertEquals(output, max.geometry(input).output());
    assertEquals(output, average.geometry(input).output());
  }

  /** Whatever the numbers, there is a network or a refusal that names the layer. */
  @Property
  void anyGeometryIsInferredOrRefusedByName(
      @ForAll int filters,
      @ForAll int kernel,
      @ForAll int stride,
      @ForAll int before,
      @ForAll int after,
      @ForAll int groups,
      @ForAll int dilation,
      @ForAll boolean ceil) {
    WindowAxis dense = WindowAxis.of(kernel).stride(stride).pad(before, after);
    WindowAxis axis = dense.dilation(dilation);
    for (Layer layer :
        List.of(
            Conv2d.of(filters, dense, dense).groups(groups),
            Conv2d.of(filters, axis, axis).groups(groups),
            Conv2d.of(filters, dense, axis).groups(groups),
            LocallyConnected.of(filters, dense, dense).groups(groups),
            LocallyConnected.of(filters, axis, axis).groups(groups),
            new MaxPool(dense, dense, ceil, Ties.FIRST),
            new MaxPool(axis, axis, ceil, Ties.FIRST),
            new AveragePool(axis, axis, ceil, false))) {
      NetworkBuilder builder = Network.builder(Shape.image(6, 8, 8)).add("culprit", layer);
      try {
        assertEquals(3, builder.build().shape("culprit").rank());
      } catch (InvalidModelException refused) {
        assertTrue(refused.getMessage().contains("'culprit'"), refused::getMessage);
      }
    }
  }

  /** Counts the windows one by one, instead of dividing. */
  private static int count(int size, int before, int after, int kernel, int stride, boolean ceil) {
    int padded = size + before + after;
    int whole = countFloor(padded, kernel, stride);
    boolean allSeen = (whole - 1) * stride + kernel >= padded;
    boolean nextBeginsOnTheMap = whole * stride < size + before;
    return ceil && !allSeen && nextBeginsOnTheMap ? whole + 1 : whole;
  }

  private static int countFloor(int padded, int kernel, int stride) {
    int windows = 0;
    for (int start = 0; start + kernel <= padded; start += stride) {
      windows++;
    }
    return windows;
  }

  private static List<Shape> parameterShapes(Shape input, Layer layer) {
    return Network.builder(input).add("layer", layer).build().parameters().stream()
        .map(ParameterSpec::shape)
        .toList();
  }
}
