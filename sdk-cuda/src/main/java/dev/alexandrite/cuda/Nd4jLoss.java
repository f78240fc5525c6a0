package dev.alexandrite.cuda;

import dev.alexandrite.spi.LossOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Softmax and cross-entropy over {@code [rows, classes]}. */
final class Nd4jLoss {
  private final LossOp.SoftmaxCrossEntropy op;
  private final Nd4jBackend backend;
  private final int classes;

  private Nd4jLoss(LossOp.SoftmaxCrossEntropy op, Nd4jBackend backend) {
    this.op = op;
    this.backend = backend;
    this.classes = op.classes();
  }

  static Nd4jPlan plan(LossOp op, Nd4jBackend backend, int capacity) {
    return switch (op) {
      case LossOp.SoftmaxCrossEntropy crossEntropy -> {
        var loss = new Nd4jLoss(crossEntropy, backend);
        long elements = 3L * capacity * op.classes() + 3L * capacity + 2;
        yield new Nd4jPlan(backend, "reduce", elements, loss::script);
      }
      case LossOp.SoftCrossEntropy soft -> Nd4jTargetLoss.soft(soft, backend, capacity);
      case LossOp.SigmoidCrossEntropy sigmoid -> Nd4jTargetLoss.sigmoid(sigmoid, backend, capacity);
      case LossOp.SquaredError squared -> Nd4jTargetLoss.squared(squared, backend, capacity);
      case LossOp.Host _ ->
          throw new IllegalArgumentException(
              "backend "
                  + backend.name()
                  + " was asked to plan a loss of the application; the walk over the graph runs it"
                  + " on the host");
    };
  }

  private Nd4jPlan.Script script(Tensors tensors, int rows) {
    INDArray logits = tensors.input(0, rows, classes);
    Nd4jBuffer given = tensors.input(1);
    INDArray labels = given.view(rows, 1);
    INDArray losses = tensors.output(0, rows, 1);
    INDArray gradient = tensors.output(1, rows, classes);
    INDArray hot = tensors.scratch(new long[] {rows, classes});
    INDArray targets = tensors.scratch(new long[] {rows, classes});
    INDArray logs = tensors.scratch(new long[] {rows, classes});
    INDArray weights = tensors.scratch(new long[] {rows, 1});
    INDArray shares = tensors.scratch(new long[] {rows, 1});
    INDArray sums = tensors.scratch(new long[] {rows, 1});
    INDArray total = tensors.scratch(new long[] {1, 1});
    INDArray found = tensors.scratch(new long[] {1, 1});
    INDArray flags = tensors.flags(rows, classes);
    INDArray ignored = tensors.flags(rows, 1);
    INDArray numbers = tensors.constant(numbers(), 1, classes);
    INDArray classWeights = tensors.constant(classWeights(), 1, classes);
    INDArray least = tensors.constant(new float[] {Float.MIN_NORMAL}, 1, 1);
    List<Runnable> steps = new ArrayList<>();
    steps.add(Native.pair("equals", labels, numbers, flags));
    steps.add(() -> hot.assign(flags));
    steps.add(() -> hot.sum(found, true, 0, 1));
    steps.add(() -> requireLabels(found, labels, ignored, shares, given, rows));
    steps.add(Native.pair("multiply", hot, classWeights, targets));
    steps.add(() -> targets.sum(weights, true, 1));
    steps.add(() -> weights.sum(total, true, 0, 1));
    // Rows that all weigh nothing have no mean; they teach nothing either.
    steps.add(Native.pair("maximum", total, least, total));
    steps.add(Native.pair("divide", weights, total, shares));
    steps.addAll(Nd4jSoftmax.log(logits, logs, targets, sums));
    steps.add(() -> hot.mul(1 - op.smoothing(), targets));
    steps.add(() -> targets.addi(op.smoothing() / classes));
    steps.add(() -> targets.mul(logs, hot));
    steps.add(() -> hot.sum(losses, true, 1));
    steps.add(() -> losses.muli(weights));
    steps.add(() -> losses.muli(-1));
    steps.add(() -> Transforms.exp(logs, false));
    steps.add(() -> logs.sub(targets, gradient));
    steps.add(Native.pair("multiply", gradient, shares, gradient));
    return _ -> steps.forEach(Runnable::run);
  }

  private float[] numbers() {
    float[] numbers = new float[classes];
    for (int i = 0; i < classes; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  private float[] classWeights() {
    float[] weights = new float[classes];
    Arrays.fill(weights, 1);
    for (int i = 0; i < op.classWeights().size(); i++) {
      weights[i] = op.classWeights().get(i);
    }
    op.ignoredLabel().stream()
        .filter(label -> label >= 0 && label < classes)
        .forEach(label -> weights[label] = 0);
    return weights;
  }

  /** Every label is one of the classes or the ignored one; only their number is read. */
  private void requireLabels(
      INDArray found,
      INDArray labels,
      INDArray ignored,
      INDArray scratch,
      Nd4jBuffer given,
      int rows) {
    long missing = rows - Math.round(found.getDouble(0));
    if (missing > 0 && op.ignoredLabel().isPresent()) {
      scratch.assign(op.ignoredLabel().getAsInt());
      Native.pair("equals", labels, scratch, ignored).run();
      scratch.assign(ignored);
      missing -= Math.round(scratch.sumNumber().doubleValue());
    }
    if (missing > 0) {
      float[] values = new float[rows];
      backend.read(given, values);
      throw badLabel(values);
    }
  }

  private IllegalStateException badLabel(float[] labels) {
    for (int row = 0; row < labels.length; row++) {
      float label = labels[row];
      boolean isClass = label >= 0 && label < classes && label == (int) label;
      if (!isClass && !op.ignores(label)) {
        return new IllegalStateException(
            "row "
                + row
                + " of the batch has label "
                + label
                + ", expected a whole number from 0 to "
                + (classes - 1)
                + "; check the class count of the model against the data");
      }
    }
    return new IllegalStateException("labels changed while they were checked");
  }
}
