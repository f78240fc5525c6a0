package dev.alexandrite.cuda;

import dev.alexandrite.spi.LocalResponseNormOp;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Local response normalisation, neighbour by neighbour of the window: ND4J's {@code lrn} knows
 * neither towers nor windows within a map, and only windows of odd size.
 */
final class Nd4jLocalResponseNorm {
  private final LocalResponseNormOp.Window window;
  private final long channels;
  private final long height;
  private final long width;

  private Nd4jLocalResponseNorm(LocalResponseNormOp.Window window) {
    this.window = window;
    this.channels = window.shape().channels();
    this.height = window.shape().height();
    this.width = window.shape().width();
  }

  static Nd4jPlan plan(LocalResponseNormOp op, Nd4jBackend backend, int capacity) {
    var norm = new Nd4jLocalResponseNorm(op.window());
    long elements = (long) capacity * op.window().shape().elements();
    return switch (op) {
      case LocalResponseNormOp.Forward _ ->
          new Nd4jPlan(backend, "neighbours", 2 * elements, norm::forward);
      case LocalResponseNormOp.Gradient _ ->
          new Nd4jPlan(backend, "neighbours", 3 * elements, norm::gradient);
    };
  }

  private Maps maps(Nd4jBuffer buffer, long rows) {
    return Maps.dense(buffer, rows, channels, height, width);
  }

  /** {@code sums = k + alpha · Σ x²} over every window. */
  private void denominators(List<Runnable> steps, INDArray x, Maps squares, Maps sums) {
    INDArray square = squares.array();
    INDArray sum = sums.array();
    steps.add(() -> x.mul(x, square));
    steps.add(() -> sum.assign(0));
    addWindows(steps, squares, sums, false);
    steps.add(() -> sum.muli(window.alpha()));
    steps.add(() -> sum.addi(window.k()));
  }

  /** Adds to every element those of its window, or of all windows that hold it. */
  private void addWindows(List<Runnable> steps, Maps from, Maps to, boolean holding) {
    int first = -(window.size() / 2);
    for (int i = 0; i < window.size(); i++) {
      long shift = holding ? -(first + i) : first + i;
      if (!window.withinMap()) {
        addChannels(steps, from, to, shift);
        continue;
      }
      for (int j = 0; j < window.size(); j++) {
        long shiftX = holding ? -(first + j) : first + j;
        addPositions(steps, from, to, shift, shiftX);
      }
    }
  }

  private void addChannels(List<Runnable> steps, Maps from, Maps to, long shift) {
    long tower = channels / window.towers();
    long count = tower - Math.abs(shift);
    for (long first = 0; first < channels && count > 0; first += tower) {
      INDArray source = from.channels(first + Math.max(shift, 0), count).array();
      INDArray target = to.channels(first + Math.max(-shift, 0), count).array();
      steps.add(() -> target.addi(source));
    }
  }

  private void addPositions(List<Runnable> steps, Maps from, Maps to, long shiftY, long shiftX) {
    long rows = height - Math.abs(shiftY);
    long columns = width - Math.abs(shiftX);
    if (rows <= 0 || columns <= 0) {
      return;
    }
    INDArray source = from.window(Math.max(shiftY, 0), Math.max(shiftX, 0), rows, columns).array();
    INDArray target = to.window(Math.max(-shiftY, 0), Math.max(-shiftX, 0), rows, columns).array();
    steps.add(() -> target.addi(source));
  }

  private Nd4jPlan.Script forward(Tensors tensors, int rows) {
    long elements = rows * channels * height * width;
    INDArray x = maps(tensors.input(0), rows).array();
    INDArray y = maps(tensors.output(0), rows).array();
    Maps squares = maps(tensors.scratch(elements), rows);
    Maps sums = maps(tensors.scratch(elements), rows);
    INDArray sum = sums.array();
    List<Runnable> steps = new ArrayList<>();
    denominators(steps, x, squares, sums);
    steps.add(() -> Transforms.pow(sum, -window.beta(), false));
    steps.add(() -> x.mul(sum, y));
    return _ -> steps.forEach(Runnable::run);
  }

  /** {@code dx = dy · d^-beta - 2·alpha·beta · x · Σ dy·y/d} over the windows that hold x. */
  private Nd4jPlan.Script gradient(Tensors tensors, int rows) {
    long elements = rows * channels * height * width;
    INDArray x = maps(tensors.input(0), rows).array();
    INDArray y = maps(tensors.input(1), rows).array();
    INDArray dy = maps(tensors.input(2), rows).array();
    INDArray dx = maps(tensors.output(0), rows).array();
    Maps terms = maps(tensors.scratch(elements), rows);
    Maps denominators = maps(tensors.scratch(elements), rows);
    Maps sums = maps(tensors.scratch(elements), rows);
    INDArray term = terms.array();
    INDArray denominator = denominators.array();
    INDArray sum = sums.array();
    List<Runnable> steps = new ArrayList<>();
    denominators(steps, x, terms, denominators);
    steps.add(() -> dy.mul(y, term));
    steps.add(() -> term.divi(denominator));
    steps.add(() -> sum.assign(0));
    addWindows(steps, terms, sums, true);
    steps.add(() -> sum.muli(x));
    steps.add(() -> sum.muli(2 * window.alpha() * window.beta()));
    steps.add(() -> Transforms.pow(denominator, -window.beta(), false));
    steps.add(() -> denominator.muli(dy));
    steps.add(() -> denominator.sub(sum, dx));
    return _ -> steps.forEach(Runnable::run);
  }
}
