package dev.alexandrite.cuda;

import static dev.alexandrite.spi.AdaptivePoolingOp.end;
import static dev.alexandrite.spi.AdaptivePoolingOp.start;

import dev.alexandrite.spi.AdaptivePoolingOp;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Average pooling to a given size: the rows of every window are added to bands {@code [maps,
 * outHeight, width]}, then the bands' columns.
 */
final class Nd4jAdaptivePooling {
  private final int channels;
  private final int height;
  private final int width;
  private final int outHeight;
  private final int outWidth;

  private Nd4jAdaptivePooling(AdaptivePoolingOp op) {
    channels = op.input().channels();
    height = op.input().height();
    width = op.input().width();
    outHeight = op.outHeight();
    outWidth = op.outWidth();
  }

  static Nd4jPlan plan(AdaptivePoolingOp op, Nd4jBackend backend, int capacity) {
    var pooling = new Nd4jAdaptivePooling(op);
    long bands = (long) capacity * pooling.channels * pooling.outHeight * pooling.width;
    return switch (op) {
      case AdaptivePoolingOp.Forward _ -> new Nd4jPlan(backend, "bands", bands, pooling::forward);
      case AdaptivePoolingOp.Gradient _ ->
          new Nd4jPlan(
              backend,
              "bands",
              bands + (long) capacity * op.output().elements(),
              pooling::gradient);
    };
  }

  private Nd4jPlan.Script forward(Tensors tensors, int rows) {
    long maps = (long) rows * channels;
    Nd4jBuffer bands = tensors.scratch(maps * outHeight * width);
    INDArray y = tensors.output(0, maps, (long) outHeight * outWidth);
    INDArray sizes = sizes(tensors);
    List<Runnable> steps = new ArrayList<>();
    for (int oy = 0; oy < outHeight; oy++) {
      INDArray window = rowsOf(tensors.input(0), oy, maps);
      INDArray band = band(bands, oy, maps);
      steps.add(() -> window.sum(band, true, 1));
    }
    for (int ox = 0; ox < outWidth; ox++) {
      INDArray window = columnsOf(bands, ox, maps);
      INDArray column = column(tensors.output(0), ox, maps);
      steps.add(() -> window.sum(column, true, 1));
    }
    steps.add(Native.pair("divide", y, sizes, y));
    return _ -> steps.forEach(Runnable::run);
  }

  private Nd4jPlan.Script gradient(Tensors tensors, int rows) {
    long maps = (long) rows * channels;
    Nd4jBuffer bands = tensors.scratch(maps * outHeight * width);
    Nd4jBuffer shares = tensors.scratch(maps * outHeight * outWidth);
    INDArray allBands = bands.view(bands.elements());
    INDArray dx = tensors.output(0, maps * height * width);
    List<Runnable> steps = new ArrayList<>();
    long[] outputs = {maps, (long) outHeight * outWidth};
    steps.add(
        Native.pair("divide", tensors.input(0, outputs), sizes(tensors), shares.view(outputs)));
    steps.add(() -> allBands.assign(0));
    for (int ox = 0; ox < outWidth; ox++) {
      INDArray window = columnsOf(bands, ox, maps);
      steps.add(Native.pair("add", window, column(shares, ox, maps), window));
    }
    steps.add(() -> dx.assign(0));
    for (int oy = 0; oy < outHeight; oy++) {
      INDArray window = rowsOf(tensors.output(0), oy, maps);
      steps.add(Native.pair("add", window, band(bands, oy, maps), window));
    }
    return _ -> steps.forEach(Runnable::run);
  }

  /** The rows of x that a row of windows covers, {@code [maps, rows, width]}. */
  private INDArray rowsOf(Nd4jBuffer x, int oy, long maps) {
    long first = start(oy, height, outHeight);
    return x.view(
        first * width,
        new long[] {maps, end(oy, height, outHeight) - first, width},
        new long[] {(long) height * width, width, 1});
  }

  private INDArray band(Nd4jBuffer bands, int oy, long maps) {
    return bands.view(
        (long) oy * width,
        new long[] {maps, 1, width},
        new long[] {(long) outHeight * width, width, 1});
  }

  /** The columns of the bands that a column of windows covers, {@code [bands, columns]}. */
  private INDArray columnsOf(Nd4jBuffer bands, int ox, long maps) {
    long first = start(ox, width, outWidth);
    return bands.view(
        first,
        new long[] {maps * outHeight, end(ox, width, outWidth) - first},
        new long[] {width, 1});
  }

  private INDArray column(Nd4jBuffer y, int ox, long maps) {
    return y.view(ox, new long[] {maps * outHeight, 1}, new long[] {outWidth, 1});
  }

  /** How many elements every window has. */
  private INDArray sizes(Tensors tensors) {
    float[] sizes = new float[outHeight * outWidth];
    for (int oy = 0; oy < outHeight; oy++) {
      int rows = end(oy, height, outHeight) - start(oy, height, outHeight);
      for (int ox = 0; ox < outWidth; ox++) {
        int columns = end(ox, width, outWidth) - start(ox, width, outWidth);
        sizes[oy * outWidth + ox] = (float) rows * columns;
      }
    }
    return tensors.constant(sizes, 1, sizes.length);
  }
}
