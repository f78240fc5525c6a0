package dev.alexandrite.core.plan;

import dev.alexandrite.model.Binary;
import dev.alexandrite.model.Select;
import dev.alexandrite.model.Unary;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.List;

/** Functions element by element, with broadcasting. */
final class ArithmeticLowering {
  private ArithmeticLowering() {}

  static GradientRule lower(LoweringContext context, Binary layer) {
    var op = new ElementwiseOp.Binary(layer.function(), context.operand(0), context.operand(1));
    int y = context.output(op.output());
    context.step(op, List.of(context.value(0), context.value(1)), List.of(y));
    return (dy, gradients) -> {
      switch (layer.function()) {
        case ADD -> {
          contribute(context, gradients, 0, dy);
          contribute(context, gradients, 1, dy);
        }
        case SUBTRACT -> {
          contribute(context, gradients, 0, dy);
          if (wanted(context, gradients, 1)) {
            Unbroadcast.contribute(context, gradients, 1, dy, -1);
          }
        }
        case MULTIPLY -> {
          for (int i = 0; i < 2; i++) {
            if (wanted(context, gradients, i)) {
              int times = binary(context, BinaryFunction.MULTIPLY, dy, context.value(1 - i));
              contribute(context, gradients, i, times);
            }
          }
        }
        case DIVIDE -> quotient(context, gradients, y, dy);
        case MINIMUM -> extremum(context, gradients, dy, BinaryFunction.LESS);
        case MAXIMUM -> extremum(context, gradients, dy, BinaryFunction.GREATER);
        case EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {}
      }
    };
  }

  /** {@code da = dy / b} and {@code db = -dy · y / b}. */
  private static void quotient(LoweringContext context, Gradients gradients, int y, int dy) {
    int da = binary(context, BinaryFunction.DIVIDE, dy, context.value(1));
    contribute(context, gradients, 0, da);
    if (wanted(context, gradients, 1)) {
      int product = binary(context, BinaryFunction.MULTIPLY, da, y);
      Unbroadcast.contribute(context, gradients, 1, product, -1);
    }
  }

  /** All of dy to the one that was taken, half of it to each of equal ones. */
  private static void extremum(
      LoweringContext context, Gradients gradients, int dy, BinaryFunction better) {
    for (int i = 0; i < 2; i++) {
      if (wanted(context, gradients, i)) {
        int one = context.value(i);
        int other = context.value(1 - i);
        int taken = binary(context, better, one, other);
        int equal = binary(context, BinaryFunction.EQUAL, one, other);
        int half = unary(context, new UnaryFunction.Scale(0.5f), equal);
        int share = binary(context, BinaryFunction.ADD, taken, half);
        contribute(context, gradients, i, binary(context, BinaryFunction.MULTIPLY, dy, share));
      }
    }
  }

  static GradientRule lower(LoweringContext context, Unary layer) {
    Operand kind = context.operand(0);
    int x = context.value(0);
    int y = context.output(kind);
    context.step(new ElementwiseOp.Unary(layer.function(), kind), List.of(x), List.of(y));
    int known = layer.function().gradientFromOutput() ? y : x;
    return (dy, gradients) -> {
      if (gradients.wanted(x)) {
        context.step(
            new ElementwiseOp.UnaryGradient(layer.function(), kind),
            List.of(known, dy),
            List.of(gradients.contribute(x)));
      }
    };
  }

  static GradientRule lower(LoweringContext context, Select layer) {
    var op = new ElementwiseOp.Select(context.operand(0), context.operand(1), context.operand(2));
    int condition = context.value(0);
    context.step(
        op,
        List.of(condition, context.value(1), context.value(2)),
        List.of(context.output(op.output())));
    return (dy, gradients) -> {
      if (!wanted(context, gradients, 1) && !wanted(context, gradients, 2)) {
        return;
      }
      Operand one = Operand.whole(Shape.of(1));
      int zero = context.whole("zero", one.shape());
      context.step(new UpdateOp.Zero(one.shape()), List.of(), List.of(zero));
      Operand gradient = context.graph().operand(dy);
      if (wanted(context, gradients, 1)) {
        var taken = new ElementwiseOp.Select(context.operand(0), gradient, one);
        contribute(
            context, gradients, 1, context.compute("where true", taken, condition, dy, zero));
      }
      if (wanted(context, gradients, 2)) {
        var left = new ElementwiseOp.Select(context.operand(0), one, gradient);
        contribute(
            context, gradients, 2, context.compute("where false", left, condition, zero, dy));
      }
    };
  }

  private static boolean wanted(LoweringContext context, Gradients gradients, int index) {
    return gradients.wanted(context.value(index));
  }

  private static void contribute(
      LoweringContext context, Gradients gradients, int index, int gradient) {
    if (wanted(context, gradients, index)) {
      Unbroadcast.contribute(context, gradients, index, gradient);
    }
  }

  private static int binary(LoweringContext context, BinaryFunction function, int a, int b) {
    Operand left = context.graph().operand(a);
    Operand right = context.graph().operand(b);
    return context.compute(
        "gradient by " + function, new ElementwiseOp.Binary(function, left, right), a, b);
  }

  private static int unary(LoweringContext context, UnaryFunction function, int x) {
    return context.compute(
        "share of equals", new ElementwiseOp.Unary(function, context.graph().operand(x)), x);
  }
}
