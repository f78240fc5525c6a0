package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.interop.onnx.Value.Floats;
import dev.alexandrite.interop.onnx.Value.Known;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoublePredicate;

/** Functions element by element, of one tensor and of several that are broadcast. */
final class Elementwise {
  private Elementwise() {}

  /** A function of two, over any number of inputs in order. */
  static Value fold(NodeCall call, BinaryFunction function) {
    Value result = call.value(0);
    for (int i = 1; i < call.inputs(); i++) {
      result = call.composer().binary(function, result, second(call, i));
    }
    return result;
  }

  /** Before operator set 7 the second input may be aligned at any axis of the first. */
  private static Value second(NodeCall call, int index) {
    Value value = call.value(index);
    if (call.opset() >= 7 || !call.attributes().has("axis")) {
      return value;
    }
    int rank = call.value(0).rank();
    int behind = rank - NodeCall.axis(call.attributes().whole("axis", 0), rank) - value.rank();
    List<Integer> sizes = new ArrayList<>(value.sizes());
    sizes.addAll(Collections.nCopies(Math.max(0, behind), 1));
    return value instanceof Known known
        ? known.withSizes(known.perExample(), sizes)
        : call.composer().reshape(call.x(index), sizes);
  }

  static Value mean(NodeCall call) {
    Computed sum = call.composer().operand(fold(call, BinaryFunction.ADD));
    return call.composer().scale(sum, 1.0 / call.inputs());
  }

  /** Truths are 1 and 0. */
  static Value logic(NodeCall call, BinaryFunction function) {
    Computed result = call.composer().operand(fold(call, function));
    return new Computed(result.perExample(), result.shape(), result.layer(), true);
  }

  static Value not(NodeCall call) {
    return call.composer().not(call.x());
  }

  static Value xor(NodeCall call) {
    Composer c = call.composer();
    return c.not(c.binary(BinaryFunction.EQUAL, call.value(0), call.value(1)));
  }

  static Value isNan(NodeCall call) {
    Composer c = call.composer();
    return c.not(c.binary(BinaryFunction.EQUAL, call.x(), call.x()));
  }

  static Value where(NodeCall call) {
    return call.composer().select(call.value(0), call.value(1), call.value(2));
  }

  static Value sign(NodeCall call) {
    return sign(call.composer(), call.x());
  }

  private static Computed sign(Composer c, Computed x) {
    Computed zero = c.constant(List.of(), 0);
    return c.binary(
        BinaryFunction.SUBTRACT,
        c.binary(BinaryFunction.GREATER, x, zero),
        c.binary(BinaryFunction.LESS, x, zero));
  }

  static Value unary(NodeCall call, UnaryFunction function) {
    return call.composer().unary(function, call.x());
  }

  /** One exponent for all is a function of its own; others are made of logarithms. */
  static Value power(NodeCall call) {
    Composer c = call.composer();
    if (call.value(0) instanceof Floats base && base.count() == 1) {
      return numberToThePower(call, base);
    }
    Refusal.unless(
        call.value(1) instanceof Known, "exponents that are computed, of a base that is no number");
    float[] exponents = exponents((Known) call.value(1));
    if (exponents.length == 1 && call.value(1).rank() <= call.value(0).rank()) {
      return c.power(call.x(), exponents[0]);
    }
    call.budget().hold(3L * exponents.length);
    List<Integer> sizes = call.value(1).sizes();
    Floats wholes = mask(sizes, exponents, y -> y == Math.rint(y));
    Floats odd = mask(sizes, exponents, y -> Math.abs(y % 2) == 1);
    Floats zeros = mask(sizes, exponents, y -> y == 0);
    Floats given = new Floats(false, sizes, new FloatData.Held(exponents), null);
    Computed x = call.x();
    // A negative base has whole powers only, whose sign is that of odd ones; others are NaN.
    Computed logarithm = c.log(c.select(wholes, c.abs(x), x));
    Computed size = c.exp(c.binary(BinaryFunction.MULTIPLY, logarithm, given));
    Computed below = c.binary(BinaryFunction.LESS, x, c.constant(List.of(), 0));
    Computed sign = c.shift(c.scale(c.binary(BinaryFunction.MULTIPLY, below, odd), -2), 1);
    Computed power = c.binary(BinaryFunction.MULTIPLY, size, sign);
    return c.select(zeros, c.constant(List.of(), 1), power);
  }

  private static Value numberToThePower(NodeCall call, Floats base) {
    float number = base.data().at(0);
    Refusal.unless(
        number > 0 && base.rank() <= call.value(1).rank(),
        "the base " + number + ", which is not above 0, with exponents that are computed");
    Composer c = call.composer();
    return c.exp(c.scale(call.x(1), StrictMath.log(number)));
  }

  private static float[] exponents(Known known) {
    Refusal.unless(!known.perExample(), "exponents that differ from example to example");
    return switch (known) {
      case Floats floats -> floats.data().floats();
      case Integers integers -> {
        long[] constants = integers.constants();
        yield Pieces.array(constants.length, i -> constants[i]);
      }
    };
  }

  private static Floats mask(List<Integer> sizes, float[] values, DoublePredicate condition) {
    float[] mask = Pieces.array(values.length, i -> condition.test(values[i]) ? 1 : 0);
    return new Floats(false, sizes, new FloatData.Held(mask), null);
  }

  /** Limits are attributes before operator set 11, inputs after. */
  static Value clip(NodeCall call) {
    Attributes attributes = call.attributes();
    double low = call.number(1, attributes.real("min", Float.NEGATIVE_INFINITY));
    double high = call.number(2, attributes.real("max", Float.POSITIVE_INFINITY));
    // Where the limits cross, the upper one holds.
    return call.composer().clip(call.x(), Math.min(low, high), high);
  }

  static Value hyperbolic(NodeCall call) {
    Composer c = call.composer();
    Computed x = call.x();
    return switch (call.op()) {
      case "Sinh" ->
          c.scale(c.binary(BinaryFunction.SUBTRACT, c.exp(x), c.exp(c.scale(x, -1))), 0.5);
      case "Cosh" -> c.scale(c.binary(BinaryFunction.ADD, c.exp(x), c.exp(c.scale(x, -1))), 0.5);
      case "Acosh" -> c.log(c.binary(BinaryFunction.ADD, x, c.sqrt(c.shift(c.power(x, 2), -1))));
      case "Asinh" -> {
        Computed root = c.sqrt(c.shift(c.power(x, 2), 1));
        Computed size = c.log(c.binary(BinaryFunction.ADD, c.abs(x), root));
        yield c.binary(BinaryFunction.MULTIPLY, sign(c, x), size);
      }
      default -> {
        Computed quotient =
            c.binary(BinaryFunction.DIVIDE, c.shift(x, 1), c.shift(c.scale(x, -1), 1));
        yield c.scale(c.log(quotient), 0.5);
      }
    };
  }

  /** A cast to the type of another tensor. */
  static Value castLike(NodeCall call) {
    Refusal.unless(
        !(call.value(1) instanceof Integers), "a cast to whole numbers of what is computed");
    boolean truth = call.value(1).isTruth();
    return cast(call, truth ? TensorProto.DataType.BOOL_VALUE : TensorProto.DataType.FLOAT_VALUE);
  }

  static Value cast(NodeCall call) {
    return cast(call, call.attributes().whole("to", 0));
  }

  /** Floats of another precision are the same here; whole numbers are not computed. */
  private static Value cast(NodeCall call, int to) {
    Computed x = call.x();
    return switch (TensorReader.type(to).orElse(null)) {
      case FLOAT32, FLOAT16, BFLOAT16, FLOAT64 ->
          new Computed(x.perExample(), x.shape(), x.layer(), false);
      case BOOL -> x.isTruth() ? x : call.composer().not(call.composer().not(x));
      case null, default ->
          throw new Refusal(
              "a cast to "
                  + TensorReader.typeName(to)
                  + " of what is computed from the input; only floating-point numbers are");
    };
  }
}
