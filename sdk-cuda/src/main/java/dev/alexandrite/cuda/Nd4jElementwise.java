package dev.alexandrite.cuda;

import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Pow;
import org.nd4j.linalg.api.ops.impl.transforms.comparison.CompareAndReplace;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.indexing.conditions.Conditions;

/** Arithmetic element by element. */
final class Nd4jElementwise {
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  private Nd4jElementwise() {}

  static Nd4jPlan plan(ElementwiseOp op, Nd4jBackend backend, int capacity) {
    long elements = Strides.elements(op.output(), capacity);
    return switch (op) {
      case ElementwiseOp.Add add ->
          new Nd4jPlan(backend, "elementwise", 0, (tensors, rows) -> sum(add, tensors, rows));
      case ElementwiseOp.Binary binary ->
          new Nd4jPlan(
              backend,
              "elementwise",
              picks(binary.function()) ? elements : 0,
              (tensors, rows) -> binary(binary, tensors, rows));
      case ElementwiseOp.Unary unary ->
          new Nd4jPlan(
              backend,
              "elementwise",
              0,
              (tensors, rows) -> {
                long count = Strides.elements(unary.output(), rows);
                Runnable function =
                    value(unary.function(), tensors.input(0, count), tensors.output(0, count));
                return _ -> function.run();
              });
      case ElementwiseOp.UnaryGradient gradient ->
          new Nd4jPlan(
              backend,
              "elementwise",
              elements,
              (tensors, rows) -> gradient(gradient, tensors, rows));
      case ElementwiseOp.Select select ->
          new Nd4jPlan(
              backend, "elementwise", elements, (tensors, rows) -> select(select, tensors, rows));
    };
  }

  private static Nd4jPlan.Script sum(ElementwiseOp.Add op, Tensors tensors, int rows) {
    long elements = Strides.elements(op.output(), rows);
    INDArray x = tensors.input(0, elements);
    INDArray y = tensors.output(0, elements);
    List<INDArray> others =
        IntStream.range(1, op.terms()).mapToObj(i -> tensors.input(i, elements)).toList();
    return _ -> {
      y.assign(x);
      others.forEach(y::addi);
    };
  }

  private static boolean picks(BinaryFunction function) {
    return function == BinaryFunction.MINIMUM || function == BinaryFunction.MAXIMUM;
  }

  private static Nd4jPlan.Script binary(ElementwiseOp.Binary op, Tensors tensors, int rows) {
    Operand output = op.output();
    int rank = output.shape().rank();
    INDArray a = tensors.input(0, Strides.sizes(op.a(), rank, rows));
    INDArray b = tensors.input(1, Strides.sizes(op.b(), rank, rows));
    INDArray y = tensors.output(0, Strides.sizes(output, rank, rows));
    List<Runnable> steps = new ArrayList<>();
    if (op.function().isComparison()) {
      INDArray flags = tensors.flags(y.shape());
      steps.add(Native.pair(name(op.function()), a, b, flags));
      steps.add(() -> y.assign(flags));
    } else if (picks(op.function())) {
      // ND4J's answer is the other number where one is NaN.
      INDArray picked = tensors.scratch(y.shape());
      INDArray everyA = Strides.repeated(op.a(), output, rows).in(tensors.input(0));
      INDArray everyB = Strides.repeated(op.b(), output, rows).in(tensors.input(1));
      steps.add(Native.pair(name(op.function()), a, b, picked));
      steps.add(Native.takeNaN(everyA, picked));
      steps.add(Native.takeNaN(everyB, picked));
      steps.add(() -> y.assign(picked));
    } else {
      steps.add(Native.pair(name(op.function()), a, b, y));
    }
    return _ -> steps.forEach(Runnable::run);
  }

  /** ND4J's name of a function. */
  private static String name(BinaryFunction function) {
    return switch (function) {
      case ADD -> "add";
      case SUBTRACT -> "subtract";
      case MULTIPLY -> "multiply";
      case DIVIDE -> "divide";
      case MINIMUM -> "minimum";
      case MAXIMUM -> "maximum";
      case EQUAL -> "equals";
      case LESS -> "less";
      case LESS_OR_EQUAL -> "less_equal";
      case GREATER -> "greater";
      case GREATER_OR_EQUAL -> "greater_equal";
    };
  }

  private static Runnable value(UnaryFunction function, INDArray x, INDArray y) {
    return switch (function) {
      case UnaryFunction.Exponential() -> Native.of(new Exp(x, y));
      case UnaryFunction.Logarithm() -> Native.of(new Log(x, y));
      case UnaryFunction.SquareRoot() -> Native.of(new Sqrt(x, y));
      case UnaryFunction.ErrorFunction() -> Native.of(new Erf(x, y));
      case UnaryFunction.Absolute() -> Native.of(new Abs(x, y));
      case UnaryFunction.Power(float exponent) -> Native.of(new Pow(x, y, exponent));
      case UnaryFunction.Clip(float low, float high) -> Native.clip(x, y, low, high);
      case UnaryFunction.Scale(float factor) -> () -> x.mul(factor, y);
      case UnaryFunction.Shift(float term) -> () -> x.add(term, y);
    };
  }

  private static Nd4jPlan.Script gradient(
      ElementwiseOp.UnaryGradient op, Tensors tensors, int rows) {
    long elements = Strides.elements(op.output(), rows);
    INDArray known = tensors.input(0, elements);
    INDArray dy = tensors.input(1, elements);
    INDArray dx = tensors.output(0, elements);
    INDArray slope = tensors.scratch(elements).view(elements);
    List<Runnable> steps = new ArrayList<>();
    switch (op.function()) {
      case UnaryFunction.Exponential() -> steps.add(() -> dy.mul(known, dx));
      case UnaryFunction.Logarithm() -> steps.add(() -> dy.div(known, dx));
      case UnaryFunction.SquareRoot() -> {
        steps.add(() -> dy.div(known, dx));
        steps.add(() -> dx.muli(0.5));
      }
      case UnaryFunction.ErrorFunction() -> {
        steps.add(() -> known.mul(known, slope));
        steps.add(() -> slope.muli(-1));
        steps.add(Native.of(new Exp(slope, slope)));
        steps.add(() -> slope.muli(TWO_OVER_SQRT_PI));
        steps.add(() -> dy.mul(slope, dx));
      }
      case UnaryFunction.Absolute() -> {
        steps.add(Native.of(new Sign(known, slope)));
        steps.add(Native.takeNaN(known, slope));
        steps.add(() -> dy.mul(slope, dx));
      }
      case UnaryFunction.Power(float exponent) -> {
        if (exponent == 0) {
          steps.add(() -> dy.mul(0, dx));
        } else {
          steps.add(Native.of(new Pow(known, slope, exponent - 1.0)));
          steps.add(() -> slope.muli(exponent));
          steps.add(() -> dy.mul(slope, dx));
        }
      }
      case UnaryFunction.Clip(float low, float high) -> {
        INDArray within = tensors.flags(elements);
        steps.add(Native.clip(known, slope, low, high));
        steps.add(Native.pair("equals", known, slope, within));
        steps.add(() -> slope.assign(within));
        steps.add(() -> dy.mul(slope, dx));
      }
      case UnaryFunction.Scale(float factor) -> steps.add(() -> dy.mul(factor, dx));
      case UnaryFunction.Shift _ -> steps.add(() -> dx.assign(dy));
    }
    return _ -> steps.forEach(Runnable::run);
  }

  /**
   * Adds what is taken of a and what is taken of b; ND4J's own {@code select} goes element by
   * element on the host.
   */
  private static Nd4jPlan.Script select(ElementwiseOp.Select op, Tensors tensors, int rows) {
    Operand output = op.output();
    INDArray a = Strides.repeated(op.a(), output, rows).in(tensors.input(1));
    INDArray b = Strides.repeated(op.b(), output, rows).in(tensors.input(2));
    INDArray y = tensors.output(0, Strides.sizes(output, output.shape().rank(), rows));
    INDArray fromA = tensors.scratch(y.shape());
    List<Runnable> steps = new ArrayList<>();
    take(steps, "not_equals", op, a, fromA, tensors, rows);
    take(steps, "equals", op, b, y, tensors, rows);
    steps.add(() -> y.addi(fromA));
    return _ -> steps.forEach(Runnable::run);
  }

  /**
   * Takes elements where the condition compares so with 0; elsewhere stays -0, which changes no
   * number that it is added to, not even -0.
   */
  private static void take(
      List<Runnable> steps,
      String comparison,
      ElementwiseOp.Select op,
      INDArray elements,
      INDArray taken,
      Tensors tensors,
      int rows) {
    INDArray condition = Strides.repeated(op.condition(), op.output(), rows).in(tensors.input(0));
    INDArray zero = tensors.constant(new float[1], ones(condition.rank()));
    INDArray flags = tensors.flags(condition.shape());
    steps.add(Native.pair(comparison, condition, zero, flags));
    steps.add(() -> taken.assign(flags));
    steps.add(() -> taken.muli(-1));
    steps.add(Native.of(new CompareAndReplace(taken, elements, taken, Conditions.lessThan(0))));
  }

  private static long[] ones(int rank) {
    long[] ones = new long[rank];
    Arrays.fill(ones, 1);
    return ones;
  }
}
