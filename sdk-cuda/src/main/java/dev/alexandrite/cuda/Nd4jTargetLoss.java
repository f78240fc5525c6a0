package dev.alexandrite.cuda;

import dev.alexandrite.spi.LossOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log1p;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Losses whose target has a number for each logit, over {@code [rows, classes]}. */
final class Nd4jTargetLoss {
  private Nd4jTargetLoss() {}

  static Nd4jPlan soft(LossOp.SoftCrossEntropy op, Nd4jBackend backend, int capacity) {
    long elements = 2L * capacity * op.classes() + 2L * capacity;
    return new Nd4jPlan(backend, "reduce", elements, (tensors, rows) -> soft(op, tensors, rows));
  }

  static Nd4jPlan sigmoid(LossOp.SigmoidCrossEntropy op, Nd4jBackend backend, int capacity) {
    long elements = 3L * capacity * op.classes();
    return new Nd4jPlan(backend, "reduce", elements, (tensors, rows) -> sigmoid(op, tensors, rows));
  }

  static Nd4jPlan squared(LossOp.SquaredError op, Nd4jBackend backend, int capacity) {
    long elements = (long) capacity * op.classes();
    return new Nd4jPlan(backend, "reduce", elements, (tensors, rows) -> squared(op, tensors, rows));
  }

  private static Nd4jPlan.Script soft(LossOp.SoftCrossEntropy op, Tensors tensors, int rows) {
    int classes = op.classes();
    INDArray targets = tensors.input(1, rows, classes);
    INDArray losses = tensors.output(0, rows, 1);
    INDArray gradient = tensors.output(1, rows, classes);
    INDArray weighted = tensors.scratch(new long[] {rows, classes});
    INDArray logs = tensors.scratch(new long[] {rows, classes});
    INDArray sums = tensors.scratch(new long[] {rows, 1});
    INDArray weights = tensors.scratch(new long[] {rows, 1});
    INDArray classWeights = tensors.constant(numbers(op.classWeights(), classes, 0), 1, classes);
    List<Runnable> steps = new ArrayList<>();
    steps.addAll(Nd4jSoftmax.log(tensors.input(0, rows, classes), logs, weighted, sums));
    steps.add(() -> targets.mul(1 - op.smoothing(), weighted));
    steps.add(() -> weighted.addi(op.smoothing() / classes));
    steps.add(Native.pair("multiply", weighted, classWeights, weighted));
    steps.add(() -> weighted.sum(weights, true, 1));
    steps.add(() -> weighted.mul(logs, gradient));
    steps.add(() -> gradient.sum(losses, true, 1));
    steps.add(() -> losses.muli(-1));
    steps.add(() -> Transforms.exp(logs, false));
    steps.add(Native.pair("multiply", logs, weights, logs));
    steps.add(() -> logs.sub(weighted, gradient));
    steps.add(() -> gradient.divi(rows));
    return _ -> steps.forEach(Runnable::run);
  }

  private static Nd4jPlan.Script sigmoid(LossOp.SigmoidCrossEntropy op, Tensors tensors, int rows) {
    int classes = op.classes();
    INDArray logits = tensors.input(0, rows, classes);
    INDArray targets = tensors.input(1, rows, classes);
    INDArray losses = tensors.output(0, rows, 1);
    INDArray gradient = tensors.output(1, rows, classes);
    INDArray scale = tensors.scratch(new long[] {rows, classes});
    INDArray absent = tensors.scratch(new long[] {rows, classes});
    INDArray negative = tensors.scratch(new long[] {rows, classes});
    INDArray beyond = tensors.constant(numbers(op.positiveWeights(), classes, 1), 1, classes);
    Runnable scaled = Native.pair("multiply", targets, beyond, scale);
    return _ -> {
      scaled.run();
      scale.addi(1);
      absent.assign(logits);
      Transforms.abs(absent, false);
      absent.negi();
      Transforms.exp(absent, false);
      Nd4j.getExecutioner().exec(new Log1p(absent, absent));
      negative.assign(logits);
      negative.negi();
      gradient.assign(negative);
      Transforms.max(negative, 0, false);
      absent.addi(negative);
      absent.muli(scale);
      targets.rsub(1, negative);
      Transforms.sigmoid(gradient, false);
      gradient.muli(scale);
      negative.sub(gradient, gradient);
      gradient.divi((double) classes * rows);
      negative.muli(logits);
      absent.addi(negative);
      absent.sum(losses, true, 1);
      losses.divi(classes);
    };
  }

  private static Nd4jPlan.Script squared(LossOp.SquaredError op, Tensors tensors, int rows) {
    int classes = op.classes();
    INDArray logits = tensors.input(0, rows, classes);
    INDArray targets = tensors.input(1, rows, classes);
    INDArray losses = tensors.output(0, rows, 1);
    INDArray gradient = tensors.output(1, rows, classes);
    INDArray squares = tensors.scratch(new long[] {rows, classes});
    return _ -> {
      logits.sub(targets, gradient);
      gradient.mul(gradient, squares);
      squares.sum(losses, true, 1);
      losses.divi(classes);
      gradient.muli(2.0 / classes / rows);
    };
  }

  /** One a class, 1 where none are given, less a number. */
  private static float[] numbers(List<Float> given, int classes, float less) {
    float[] numbers = new float[classes];
    Arrays.fill(numbers, 1 - less);
    for (int c = 0; c < given.size(); c++) {
      numbers[c] = given.get(c) - less;
    }
    return numbers;
  }
}
