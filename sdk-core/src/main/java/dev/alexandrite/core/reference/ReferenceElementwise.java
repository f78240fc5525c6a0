package dev.alexandrite.core.reference;

import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.UnaryFunction;

/** Arithmetic element by element, in double precision, rounded once. */
final class ReferenceElementwise {
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  private ReferenceElementwise() {}

  static Kernel kernel(ElementwiseOp op) {
    Operand output = op.output();
    int size = output.shape().elements();
    return switch (op) {
      case ElementwiseOp.Add add ->
          (in, out, state) -> {
            ScalarBuffer sum = ScalarBuffer.of(out[0]);
            for (int i = 0; i < Strides.examples(output, state.rows) * size; i++) {
              double total = 0;
              for (int term = 0; term < add.terms(); term++) {
                total += ScalarBuffer.of(in[term]).get(i);
              }
              sum.set(i, total);
            }
          };
      case ElementwiseOp.Binary(BinaryFunction function, Operand left, Operand right) -> {
        Strides toA = Strides.broadcast(left, output.shape());
        Strides toB = Strides.broadcast(right, output.shape());
        yield (in, out, state) -> {
          ScalarBuffer a = ScalarBuffer.of(in[0]);
          ScalarBuffer b = ScalarBuffer.of(in[1]);
          ScalarBuffer y = ScalarBuffer.of(out[0]);
          for (int n = 0; n < Strides.examples(output, state.rows); n++) {
            for (int i = 0; i < size; i++) {
              y.set(n * size + i, value(function, a.get(toA.place(n, i)), b.get(toB.place(n, i))));
            }
          }
        };
      }
      case ElementwiseOp.Unary(UnaryFunction function, Operand _) ->
          (in, out, state) -> {
            ScalarBuffer x = ScalarBuffer.of(in[0]);
            ScalarBuffer y = ScalarBuffer.of(out[0]);
            for (int i = 0; i < Strides.examples(output, state.rows) * size; i++) {
              y.set(i, value(function, x.get(i)));
            }
          };
      case ElementwiseOp.UnaryGradient(UnaryFunction function, Operand _) ->
          (in, out, state) -> {
            ScalarBuffer known = ScalarBuffer.of(in[0]);
            ScalarBuffer dy = ScalarBuffer.of(in[1]);
            ScalarBuffer dx = ScalarBuffer.of(out[0]);
            for (int i = 0; i < Strides.examples(output, state.rows) * size; i++) {
              dx.set(i, dy.get(i) * derivative(function, known.get(i)));
            }
          };
      case ElementwiseOp.Select(Operand when, Operand left, Operand right) -> {
        Strides toCondition = Strides.broadcast(when, output.shape());
        Strides toA = Strides.broadcast(left, output.shape());
        Strides toB = Strides.broadcast(right, output.shape());
        yield (in, out, state) -> {
          ScalarBuffer condition = ScalarBuffer.of(in[0]);
          ScalarBuffer a = ScalarBuffer.of(in[1]);
          ScalarBuffer b = ScalarBuffer.of(in[2]);
          ScalarBuffer y = ScalarBuffer.of(out[0]);
          for (int n = 0; n < Strides.examples(output, state.rows); n++) {
            for (int i = 0; i < size; i++) {
              boolean first = condition.get(toCondition.place(n, i)) != 0;
              y.set(n * size + i, first ? a.get(toA.place(n, i)) : b.get(toB.place(n, i)));
            }
          }
        };
      }
    };
  }

  private static double value(BinaryFunction function, double a, double b) {
    return switch (function) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MINIMUM -> Math.min(a, b);
      case MAXIMUM -> Math.max(a, b);
      case EQUAL -> a == b ? 1 : 0;
      case LESS -> a < b ? 1 : 0;
      case LESS_OR_EQUAL -> a <= b ? 1 : 0;
      case GREATER -> a > b ? 1 : 0;
      case GREATER_OR_EQUAL -> a >= b ? 1 : 0;
    };
  }

  private static double value(UnaryFunction function, double x) {
    return switch (function) {
      case UnaryFunction.Exponential() -> StrictMath.exp(x);
      case UnaryFunction.Logarithm() -> StrictMath.log(x);
      case UnaryFunction.SquareRoot() -> Math.sqrt(x);
      case UnaryFunction.ErrorFunction() -> 1 - ErrorFunction.complement(x);
      case UnaryFunction.Absolute() -> Math.abs(x);
      case UnaryFunction.Power(float exponent) -> StrictMath.pow(x, exponent);
      case UnaryFunction.Clip(float low, float high) -> Math.min(Math.max(x, low), high);
      case UnaryFunction.Scale(float factor) -> factor * x;
      case UnaryFunction.Shift(float term) -> x + term;
    };
  }

  /** From y where {@link UnaryFunction#gradientFromOutput()} says so, else from x. */
  private static double derivative(UnaryFunction function, double known) {
    return switch (function) {
      case UnaryFunction.Exponential() -> known;
      case UnaryFunction.Logarithm() -> 1 / known;
      case UnaryFunction.SquareRoot() -> 0.5 / known;
      case UnaryFunction.ErrorFunction() -> TWO_OVER_SQRT_PI * StrictMath.exp(-known * known);
      case UnaryFunction.Absolute() -> Math.signum(known);
      case UnaryFunction.Power(float exponent) ->
          exponent == 0 ? 0 : exponent * StrictMath.pow(known, exponent - 1.0);
      case UnaryFunction.Clip(float low, float high) -> known >= low && known <= high ? 1 : 0;
      case UnaryFunction.Scale(float factor) -> factor;
      case UnaryFunction.Shift _ -> 1;
    };
  }
}
