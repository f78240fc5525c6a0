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

  static GradientRule lower(NodeSite site, Binary layer) {
    var op = new ElementwiseOp.Binary(layer.function(), site.operand(0), site.operand(1));
    int y = site.output(op.output());
    site.step(op, List.of(site.value(0), site.value(1)), List.of(y));
    return (dy, gradients) -> {
      switch (layer.function()) {
        case ADD -> {
          contribute(site, gradients, 0, dy);
          contribute(site, gradients, 1, dy);
        }
        case SUBTRACT -> {
          contribute(site, gradients, 0, dy);
          if (wanted(site, gradients, 1)) {
            Unbroadcast.contribute(site, gradients, 1, dy, -1);
          }
        }
        case MULTIPLY -> {
          for (int i = 0; i < 2; i++) {
            if (wanted(site, gradients, i)) {
              int times = binary(site, BinaryFunction.MULTIPLY, dy, site.value(1 - i));
              contribute(site, gradients, i, times);
            }
          }
        }
        case DIVIDE -> quotient(site, gradients, y, dy);
        case MINIMUM -> extremum(site, gradients, dy, BinaryFunction.LESS);
        case MAXIMUM -> extremum(site, gradients, dy, BinaryFunction.GREATER);
        case EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {}
      }
    };
  }

  /** {@code da = dy / b} and {@code db = -dy · y / b}. */
  private static void quotient(NodeSite site, Gradients gradients, int y, int dy) {
    int da = binary(site, BinaryFunction.DIVIDE, dy, site.value(1));
    contribute(site, gradients, 0, da);
    if (wanted(site, gradients, 1)) {
      int product = binary(site, BinaryFunction.MULTIPLY, da, y);
      Unbroadcast.contribute(site, gradients, 1, product, -1);
    }
  }

  /** All of dy to the one that was taken, half of it to each of equal ones. */
  private static void extremum(NodeSite site, Gradients gradients, int dy, BinaryFunction better) {
    for (int i = 0; i < 2; i++) {
      if (wanted(site, gradients, i)) {
        int one = site.value(i);
        int other = site.value(1 - i);
        int taken = binary(site, better, one, other);
        int equal = binary(site, BinaryFunction.EQUAL, one, other);
        int half = unary(site, new UnaryFunction.Scale(0.5f), equal);
        int share = binary(site, BinaryFunction.ADD, taken, half);
        contribute(site, gradients, i, binary(site, BinaryFunction.MULTIPLY, dy, share));
      }
    }
  }

  static GradientRule lower(NodeSite site, Unary layer) {
    Operand kind = site.operand(0);
    int x = site.value(0);
    int y = site.output(kind);
    site.step(new ElementwiseOp.Unary(layer.function(), kind), List.of(x), List.of(y));
    int known = layer.function().gradientFromOutput() ? y : x;
    return (dy, gradients) -> {
      if (gradients.wanted(x)) {
        site.step(
            new ElementwiseOp.UnaryGradient(layer.function(), kind),
            List.of(known, dy),
            List.of(gradients.contribute(x)));
      }
    };
  }

  static GradientRule lower(NodeSite site, Select layer) {
    var op = new ElementwiseOp.Select(site.operand(0), site.operand(1), site.operand(2));
    int condition = site.value(0);
    site.step(
        op, List.of(condition, site.value(1), site.value(2)), List.of(site.output(op.output())));
    return (dy, gradients) -> {
      if (!wanted(site, gradients, 1) && !wanted(site, gradients, 2)) {
        return;
      }
      Operand one = Operand.whole(Shape.of(1));
      int zero = site.whole("zero", one.shape());
      site.step(new UpdateOp.Zero(one.shape()), List.of(), List.of(zero));
      Operand gradient = site.graph().operand(dy);
      if (wanted(site, gradients, 1)) {
        var taken = new ElementwiseOp.Select(site.operand(0), gradient, one);
        contribute(site, gradients, 1, site.compute("where true", taken, condition, dy, zero));
      }
      if (wanted(site, gradients, 2)) {
        var left = new ElementwiseOp.Select(site.operand(0), one, gradient);
        contribute(site, gradients, 2, site.compute("where false", left, condition, zero, dy));
      }
    };
  }

  private static boolean wanted(NodeSite site, Gradients gradients, int index) {
    return gradients.wanted(site.value(index));
  }

  private static void contribute(NodeSite site, Gradients gradients, int index, int gradient) {
    if (wanted(site, gradients, index)) {
      Unbroadcast.contribute(site, gradients, index, gradient);
    }
  }

  private static int binary(NodeSite site, BinaryFunction function, int a, int b) {
    Operand left = site.graph().operand(a);
    Operand right = site.graph().operand(b);
    return site.compute(
        "gradient by " + function, new ElementwiseOp.Binary(function, left, right), a, b);
  }

  private static int unary(NodeSite site, UnaryFunction function, int x) {
    return site.compute(
        "share of equals", new ElementwiseOp.Unary(function, site.graph().operand(x)), x);
  }
}
