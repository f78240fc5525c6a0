package dev.alexandrite.testkit.golden;

import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Broadcast;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.List;

/** ONNX's functions element by element, of one tensor and of several that are broadcast. */
final class OnnxArithmetic {
  private OnnxArithmetic() {}

  /** A function of two, over any number of inputs in order. */
  static OnnxTensor fold(OnnxCall call, BinaryFunction function) throws OutOfScope {
    OnnxTensor result = call.x();
    for (int i = 1; i < call.inputs(); i++) {
      result = call.composer().binary(function, result, call.x(i));
    }
    return call.inputs() == 1 ? OnnxShapes.identity(call) : result;
  }

  static OnnxTensor sum(OnnxCall call) throws OutOfScope {
    List<OnnxTensor> terms = call.all();
    if (terms.stream().map(OnnxTensor::shape).distinct().count() > 1) {
      return fold(call, BinaryFunction.ADD);
    }
    Op op = new ElementwiseOp.Add(terms.getFirst().operand(), terms.size());
    return call.composer().run(op, terms).getFirst();
  }

  static OnnxTensor mean(OnnxCall call) throws OutOfScope {
    return call.composer().scale(sum(call), 1.0 / call.inputs());
  }

  /** Truths are 0 and 1. */
  static OnnxTensor logic(OnnxCall call) throws OutOfScope {
    OnnxComposer c = call.composer();
    OnnxTensor x = call.x();
    return switch (call.op()) {
      case "Not" -> not(c, x);
      case "Xor" -> not(c, c.binary(BinaryFunction.EQUAL, x, call.x(1)));
      case "IsNaN" -> not(c, c.binary(BinaryFunction.EQUAL, x, x));
      case "Where" -> c.select(x, call.x(1), call.x(2));
      default -> {
        OnnxTensor positive = infinite(call, "detect_positive", Double.POSITIVE_INFINITY);
        OnnxTensor negative = infinite(call, "detect_negative", Double.NEGATIVE_INFINITY);
        yield c.binary(BinaryFunction.MAXIMUM, positive, negative);
      }
    };
  }

  private static OnnxTensor not(OnnxComposer c, OnnxTensor truth) {
    return c.binary(BinaryFunction.EQUAL, truth, c.number(0));
  }

  private static OnnxTensor infinite(OnnxCall call, String wanted, double limit) throws OutOfScope {
    OnnxComposer c = call.composer();
    OnnxTensor found = c.binary(BinaryFunction.EQUAL, call.x(), c.number(limit));
    return c.scale(found, call.attributes().flag(wanted, true) ? 1 : 0);
  }

  static OnnxTensor function(OnnxCall call) throws OutOfScope {
    OnnxComposer c = call.composer();
    OnnxTensor x = call.x();
    return switch (call.op()) {
      case "Neg" -> c.scale(x, -1);
      case "Reciprocal" -> c.power(x, -1);
      case "Abs" -> c.abs(x);
      case "Exp" -> c.exp(x);
      case "Log" -> c.log(x);
      case "Sqrt" -> c.sqrt(x);
      case "Erf" -> c.unary(new UnaryFunction.ErrorFunction(), x);
      case "Sign" -> sign(c, x);
      case "Pow" -> power(call, x);
      default -> clip(call, x);
    };
  }

  private static OnnxTensor sign(OnnxComposer c, OnnxTensor x) {
    OnnxTensor zero = c.number(0);
    return c.subtract(
        c.binary(BinaryFunction.GREATER, x, zero), c.binary(BinaryFunction.LESS, x, zero));
  }

  /** One exponent for all is a function; others need a base above 0. */
  private static OnnxTensor power(OnnxCall call, OnnxTensor x) throws OutOfScope {
    OnnxComposer c = call.composer();
    float[] exponents = call.floats(1);
    if (exponents.length == 1) {
      OnnxTensor power = c.power(x, exponents[0]);
      Shape shape = Broadcast.shape(x.shape(), call.shape(1)).orElseThrow();
      return shape.equals(x.shape()) ? power : c.expand(power, shape);
    }
    for (float base : call.floats(0)) {
      OutOfScope.unless(base > 0, "different powers of what is not above 0");
    }
    return c.exp(c.multiply(call.x(1), c.log(x)));
  }

  /** Limits are attributes before operator set 11, inputs after. */
  private static OnnxTensor clip(OnnxCall call, OnnxTensor x) throws OutOfScope {
    double low = call.number(1, call.attributes().number("min", Double.NEGATIVE_INFINITY));
    double high = call.number(2, call.attributes().number("max", Double.POSITIVE_INFINITY));
    // Where the limits cross, the upper one holds.
    return call.composer().clip(x, Math.min(low, high), high);
  }

  static OnnxTensor hyperbolic(OnnxCall call) throws OutOfScope {
    OnnxComposer c = call.composer();
    OnnxTensor x = call.x();
    return switch (call.op()) {
      case "Sinh" -> c.scale(c.subtract(c.exp(x), c.exp(c.scale(x, -1))), 0.5);
      case "Cosh" -> c.scale(c.add(c.exp(x), c.exp(c.scale(x, -1))), 0.5);
      case "Acosh" -> c.log(c.add(x, c.sqrt(c.shift(c.power(x, 2), -1))));
      case "Asinh" -> {
        OnnxTensor size = c.abs(x);
        yield c.multiply(sign(c, x), c.log(c.add(size, c.sqrt(c.shift(c.power(x, 2), 1)))));
      }
      default -> c.scale(c.log(c.divide(c.shift(x, 1), c.shift(c.scale(x, -1), 1))), 0.5);
    };
  }
}
