package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.interop.onnx.Value.Floats;
import dev.alexandrite.tensor.BinaryFunction;
import org.jspecify.annotations.Nullable;

/** Arithmetic of a tensor with one constant number, for which there are functions of one. */
final class Scalars {
  private Scalars() {}

  /** The function's output, or null where it takes two tensors. */
  static @Nullable Computed apply(Composer c, BinaryFunction function, Value a, Value b) {
    if (a instanceof Computed x && b instanceof Floats number && isNumber(number, x)) {
      float n = number.data().at(0);
      return switch (function) {
        case ADD -> c.shift(x, n);
        case SUBTRACT -> c.shift(x, -n);
        case MULTIPLY -> c.scale(x, n);
        case DIVIDE -> n == 0 || !isExact(n) ? null : c.scale(x, 1.0 / n);
        default -> null;
      };
    }
    if (b instanceof Computed x && a instanceof Floats number && isNumber(number, x)) {
      float n = number.data().at(0);
      return switch (function) {
        case ADD -> c.shift(x, n);
        case SUBTRACT -> c.shift(c.scale(x, -1), n);
        case MULTIPLY -> c.scale(x, n);
        case DIVIDE -> c.scale(c.power(x, -1), n);
        default -> null;
      };
    }
    return null;
  }

  /** One finite number that gives the other no more axes. */
  private static boolean isNumber(Floats number, Computed x) {
    return number.count() == 1 && number.rank() <= x.rank() && Float.isFinite(number.data().at(0));
  }

  /** Whether multiplying by the inverse gives the quotient nearly to the bit. */
  private static boolean isExact(float divisor) {
    float inverse = 1 / divisor;
    return Float.isFinite(inverse) && Math.abs(inverse) >= Float.MIN_NORMAL;
  }
}
