package dev.alexandrite.cuda;

import dev.alexandrite.spi.BatchNormOp;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Batch normalisation over {@code [rows, channels, positions]}. */
final class Nd4jBatchNorm {
  private final long channels;
  private final long positions;

  private Nd4jBatchNorm(BatchNormOp op) {
    this.channels = op.shape().channels();
    this.positions = op.shape().elements() / channels;
  }

  static Nd4jPlan plan(BatchNormOp op, Nd4jBackend backend, int capacity) {
    var norm = new Nd4jBatchNorm(op);
    long elements = (long) capacity * op.shape().elements();
    return switch (op) {
      case BatchNormOp.Training training ->
          new Nd4jPlan(
              backend,
              "reduce",
              2 * elements + 2 * norm.channels,
              (tensors, rows) -> norm.training(training, tensors, rows));
      case BatchNormOp.Inference inference ->
          new Nd4jPlan(
              backend,
              "reduce",
              norm.channels,
              (tensors, rows) -> norm.inference(inference, tensors, rows));
      case BatchNormOp.Gradient _ ->
          new Nd4jPlan(backend, "reduce", 2 * elements + norm.channels, norm::gradient);
    };
  }

  private INDArray maps(Nd4jBuffer buffer, long rows) {
    return buffer.view(rows, channels, positions);
  }

  private INDArray perChannel(Nd4jBuffer buffer) {
    return buffer.view(1, channels, 1);
  }

  private INDArray scratchMaps(Tensors tensors, long rows) {
    return maps(tensors.scratch(rows * channels * positions), rows);
  }

  private Nd4jPlan.Script training(BatchNormOp.Training op, Tensors tensors, int rows) {
    double count = (double) rows * positions;
    INDArray x = maps(tensors.input(0), rows);
    INDArray scale = perChannel(tensors.input(1));
    INDArray shift = perChannel(tensors.input(2));
    INDArray y = maps(tensors.output(0), rows);
    INDArray mean = perChannel(tensors.output(1));
    INDArray inverse = perChannel(tensors.output(2));
    INDArray centred = scratchMaps(tensors, rows);
    INDArray squares = scratchMaps(tensors, rows);
    INDArray variance = perChannel(tensors.scratch(channels));
    INDArray change = perChannel(tensors.scratch(channels));
    List<Runnable> steps = new ArrayList<>();
    steps.add(() -> x.sum(mean, true, 0, 2));
    steps.add(() -> mean.divi(count));
    steps.add(Native.pair("subtract", x, mean, centred));
    steps.add(() -> centred.mul(centred, squares));
    steps.add(() -> squares.sum(variance, true, 0, 2));
    steps.add(() -> variance.divi(count));
    steps.add(() -> inverse.assign(variance));
    invertDeviation(steps, inverse, op.epsilon());
    normalise(steps, centred, inverse, scale, shift, y);
    steps.add(() -> variance.muli(count / Math.max(count - 1, 1)));
    addRunning(steps, tensors, 3, mean, change, op.momentum());
    addRunning(steps, tensors, 4, variance, change, op.momentum());
    return _ -> steps.forEach(Runnable::run);
  }

  private static void invertDeviation(List<Runnable> steps, INDArray variance, float epsilon) {
    steps.add(() -> variance.addi(epsilon));
    steps.add(() -> Transforms.sqrt(variance, false));
    steps.add(() -> variance.rdivi(1));
  }

  private static void normalise(
      List<Runnable> steps,
      INDArray centred,
      INDArray inverse,
      INDArray scale,
      INDArray shift,
      INDArray y) {
    steps.add(Native.pair("multiply", centred, inverse, y));
    steps.add(Native.pair("multiply", y, scale, y));
    steps.add(Native.pair("add", y, shift, y));
  }

  private void addRunning(
      List<Runnable> steps,
      Tensors tensors,
      int number,
      INDArray batch,
      INDArray change,
      float momentum) {
    INDArray before = perChannel(tensors.input(number));
    INDArray after = perChannel(tensors.output(number));
    steps.add(() -> batch.sub(before, change));
    steps.add(() -> change.muli(momentum));
    steps.add(() -> before.add(change, after));
  }

  private Nd4jPlan.Script inference(BatchNormOp.Inference op, Tensors tensors, int rows) {
    INDArray x = maps(tensors.input(0), rows);
    INDArray scale = perChannel(tensors.input(1));
    INDArray shift = perChannel(tensors.input(2));
    INDArray mean = perChannel(tensors.input(3));
    INDArray variance = perChannel(tensors.input(4));
    INDArray y = maps(tensors.output(0), rows);
    INDArray inverse = perChannel(tensors.scratch(channels));
    List<Runnable> steps = new ArrayList<>();
    steps.add(() -> inverse.assign(variance));
    invertDeviation(steps, inverse, op.epsilon());
    steps.add(Native.pair("subtract", x, mean, y));
    normalise(steps, y, inverse, scale, shift, y);
    return _ -> steps.forEach(Runnable::run);
  }

  /** See {@link BatchNormOp.Gradient}; Ioffe and Szegedy, arXiv 1502.03167, section 3. */
  private Nd4jPlan.Script gradient(Tensors tensors, int rows) {
    double count = (double) rows * positions;
    INDArray x = maps(tensors.input(0), rows);
    INDArray dy = maps(tensors.input(1), rows);
    INDArray scale = perChannel(tensors.input(2));
    INDArray mean = perChannel(tensors.input(3));
    INDArray inverse = perChannel(tensors.input(4));
    INDArray dx = maps(tensors.output(0), rows);
    INDArray dscale = perChannel(tensors.output(1));
    INDArray dshift = perChannel(tensors.output(2));
    INDArray normal = scratchMaps(tensors, rows);
    INDArray product = scratchMaps(tensors, rows);
    INDArray share = perChannel(tensors.scratch(channels));
    List<Runnable> steps = new ArrayList<>();
    steps.add(Native.pair("subtract", x, mean, normal));
    steps.add(Native.pair("multiply", normal, inverse, normal));
    steps.add(() -> dy.mul(normal, product));
    steps.add(() -> product.sum(dscale, true, 0, 2));
    steps.add(() -> dy.sum(dshift, true, 0, 2));
    steps.add(() -> dscale.div(count, share));
    steps.add(Native.pair("multiply", normal, share, normal));
    steps.add(() -> dy.sub(normal, dx));
    steps.add(() -> dshift.div(count, share));
    steps.add(Native.pair("subtract", dx, share, dx));
    steps.add(() -> scale.mul(inverse, share));
    steps.add(Native.pair("multiply", dx, share, dx));
    return _ -> steps.forEach(Runnable::run);
  }
}
