package dev.alexandrite.cuda;

import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Ties;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Pooling, tap by tap of the window over a padded copy of x: the windows of ND4J's own operators
 * are not clipped as ours are, and they know one way to share a tie.
 */
final class Nd4jPooling {
  private final PoolingGeometry g;
  private final long paddedHeight;
  private final long paddedWidth;
  private final long positions;

  private Nd4jPooling(PoolingGeometry g) {
    this.g = g;
    long spanY = (g.kernelHeight() - 1L) * g.dilationY() + 1;
    long spanX = (g.kernelWidth() - 1L) * g.dilationX() + 1;
    this.paddedHeight =
        Math.max((long) g.padTop() + g.height(), (g.outHeight() - 1L) * g.strideY() + spanY);
    this.paddedWidth =
        Math.max((long) g.padLeft() + g.width(), (g.outWidth() - 1L) * g.strideX() + spanX);
    this.positions = (long) g.outHeight() * g.outWidth();
  }

  static Nd4jPlan plan(PoolingOp op, Nd4jBackend backend, int capacity) {
    var pooling = new Nd4jPooling(op.geometry());
    long padded = capacity * pooling.paddedElements();
    long maps = capacity * pooling.outputElements();
    return switch (op) {
      case PoolingOp.MaxForward _ -> new Nd4jPlan(backend, "taps", padded, pooling::maxForward);
      case PoolingOp.MaxGradient gradient ->
          new Nd4jPlan(
              backend,
              "taps",
              2 * padded + 3 * maps,
              (tensors, rows) -> pooling.maxGradient(gradient.ties(), tensors, rows));
      case PoolingOp.AverageForward forward ->
          new Nd4jPlan(
              backend,
              "taps",
              padded,
              (tensors, rows) -> pooling.averageForward(forward.countPadding(), tensors, rows));
      case PoolingOp.AverageGradient gradient ->
          new Nd4jPlan(
              backend,
              "taps",
              padded + maps,
              (tensors, rows) -> pooling.averageGradient(gradient.countPadding(), tensors, rows));
    };
  }

  private long paddedElements() {
    return g.channels() * paddedHeight * paddedWidth;
  }

  private long outputElements() {
    return g.channels() * positions;
  }

  private Maps padded(Tensors tensors, long rows) {
    return Maps.dense(
        tensors.scratch(rows * paddedElements()), rows, g.channels(), paddedHeight, paddedWidth);
  }

  /** The maps without what was added around them. */
  private INDArray body(Maps padded) {
    return padded.window(g.padTop(), g.padLeft(), g.height(), g.width()).array();
  }

  private INDArray x(Nd4jBuffer buffer, long rows) {
    return buffer.view(rows, g.channels(), g.height(), g.width());
  }

  private INDArray y(Nd4jBuffer buffer, long rows) {
    return buffer.view(outputShape(rows));
  }

  private long[] outputShape(long rows) {
    return new long[] {rows, g.channels(), g.outHeight(), g.outWidth()};
  }

  /** Every window's element of one tap after the other, in row order. */
  private List<INDArray> taps(Maps padded) {
    List<INDArray> taps = new ArrayList<>();
    for (int ky = 0; ky < g.kernelHeight(); ky++) {
      for (int kx = 0; kx < g.kernelWidth(); kx++) {
        taps.add(
            padded
                .window(
                    (long) ky * g.dilationY(),
                    (long) kx * g.dilationX(),
                    (g.outHeight() - 1L) * g.strideY() + 1,
                    (g.outWidth() - 1L) * g.strideX() + 1)
                .every(g.strideY(), g.strideX(), g.outHeight(), g.outWidth()));
      }
    }
    return taps;
  }

  private Nd4jPlan.Script maxForward(Tensors tensors, int rows) {
    Maps padded = padded(tensors, rows);
    INDArray all = padded.array();
    INDArray body = body(padded);
    INDArray x = x(tensors.input(0), rows);
    INDArray y = y(tensors.output(0), rows);
    List<Runnable> steps = new ArrayList<>();
    List<INDArray> taps = taps(padded);
    steps.add(() -> all.assign(Float.NEGATIVE_INFINITY));
    steps.add(() -> body.assign(x));
    steps.add(() -> y.assign(taps.getFirst()));
    taps.stream().skip(1).forEach(tap -> steps.add(Native.pair("maximum", y, tap, y)));
    return _ -> steps.forEach(Runnable::run);
  }

  private Nd4jPlan.Script maxGradient(Ties ties, Tensors tensors, int rows) {
    Maps padded = padded(tensors, rows);
    Maps gradients = padded(tensors, rows);
    INDArray all = padded.array();
    INDArray body = body(padded);
    INDArray allGradients = gradients.array();
    INDArray bodyGradients = body(gradients);
    INDArray x = x(tensors.input(0), rows);
    INDArray y = y(tensors.input(1), rows);
    INDArray dy = y(tensors.input(2), rows);
    INDArray dx = x(tensors.output(0), rows);
    INDArray left = tensors.scratch(outputShape(rows));
    INDArray share = tensors.scratch(outputShape(rows));
    INDArray equal = tensors.flags(outputShape(rows));
    List<INDArray> taps = taps(padded);
    List<INDArray> gradientTaps = taps(gradients);
    List<Runnable> steps = new ArrayList<>();
    steps.add(() -> all.assign(Float.NEGATIVE_INFINITY));
    steps.add(() -> body.assign(x));
    steps.add(() -> allGradients.assign(0));
    steps.add(() -> left.assign(dy));
    for (int i = 0; i < taps.size(); i++) {
      INDArray gradientTap = gradientTaps.get(i);
      steps.add(Native.pair("equals", taps.get(i), y, equal));
      steps.add(() -> share.assign(equal));
      steps.add(() -> share.muli(left));
      steps.add(() -> gradientTap.addi(share));
      if (ties == Ties.FIRST) {
        // Who receives it leaves nothing to the taps that follow.
        steps.add(() -> left.subi(share));
      }
    }
    steps.add(() -> dx.assign(bodyGradients));
    return _ -> steps.forEach(Runnable::run);
  }

  private Nd4jPlan.Script averageForward(boolean countPadding, Tensors tensors, int rows) {
    Maps padded = padded(tensors, rows);
    INDArray all = padded.array();
    INDArray body = body(padded);
    INDArray x = x(tensors.input(0), rows);
    INDArray y = y(tensors.output(0), rows);
    INDArray shares = shares(countPadding, tensors);
    List<Runnable> steps = new ArrayList<>();
    steps.add(() -> all.assign(0));
    steps.add(() -> body.assign(x));
    steps.add(() -> y.assign(0));
    taps(padded).forEach(tap -> steps.add(() -> y.addi(tap)));
    steps.add(Native.pair("multiply", y, shares, y));
    return _ -> steps.forEach(Runnable::run);
  }

  private Nd4jPlan.Script averageGradient(boolean countPadding, Tensors tensors, int rows) {
    Maps gradients = padded(tensors, rows);
    INDArray all = gradients.array();
    INDArray body = body(gradients);
    INDArray dy = y(tensors.input(0), rows);
    INDArray dx = x(tensors.output(0), rows);
    INDArray share = tensors.scratch(outputShape(rows));
    INDArray shares = shares(countPadding, tensors);
    List<Runnable> steps = new ArrayList<>();
    steps.add(() -> all.assign(0));
    steps.add(Native.pair("multiply", dy, shares, share));
    taps(gradients).forEach(tap -> steps.add(() -> tap.addi(share)));
    steps.add(() -> dx.assign(body));
    return _ -> steps.forEach(Runnable::run);
  }

  /** One by the elements of every window that count, {@code [1, 1, y, x]}. */
  private INDArray shares(boolean countPadding, Tensors tensors) {
    float[] shares = new float[Math.toIntExact(positions)];
    int highest = g.height() + (countPadding ? g.padBottom() : 0);
    int widest = g.width() + (countPadding ? g.padRight() : 0);
    for (int y = 0; y < g.outHeight(); y++) {
      int rows =
          count(
              y * g.strideY() - g.padTop(),
              g.kernelHeight(),
              g.dilationY(),
              countPadding ? -g.padTop() : 0,
              highest);
      for (int x = 0; x < g.outWidth(); x++) {
        int columns =
            count(
                x * g.strideX() - g.padLeft(),
                g.kernelWidth(),
                g.dilationX(),
                countPadding ? -g.padLeft() : 0,
                widest);
        shares[y * g.outWidth() + x] = 1f / (rows * columns);
      }
    }
    return tensors.constant(shares, 1, 1, g.outHeight(), g.outWidth());
  }

  private static int count(int start, int taps, int dilation, int from, int end) {
    int count = 0;
    for (int tap = 0; tap < taps; tap++) {
      int at = start + tap * dilation;
      count += at >= from && at < end ? 1 : 0;
    }
    return count;
  }
}
