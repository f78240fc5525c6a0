package dev.alexandrite.interop.onnx;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers {@code value + batches · N}, where N is the size of the batch: any number of at
 * least 1, or the one that the file says.
 */
final class BatchArithmetic {
  private static final Set<String> TRUTHS =
      Set.of(
          "Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual", "And", "Or", "Xor", "Not");
  private static final Set<String> NUMBERS =
      Set.of("Add", "Sum", "Sub", "Mul", "Div", "Mod", "Min", "Max", "Pow");

  private final String op;
  private final OptionalInt batch;
  private final long[] values;
  private final long[] batches;

  BatchArithmetic(String op, OptionalInt batch, int count) {
    this.op = op;
    this.batch = batch;
    this.values = new long[count];
    this.batches = new long[count];
  }

  static boolean knows(String op) {
    return TRUTHS.contains(op) || NUMBERS.contains(op);
  }

  Integers result(boolean perExample, List<Integer> sizes) {
    return new Integers(perExample, sizes, TRUTHS.contains(op), values, batches);
  }

  /** Puts a function of two numbers at a place. */
  void put(int at, long a, long aBatches, long b, long bBatches) {
    if (aBatches == 0 && bBatches == 0) {
      values[at] = constant(a, b);
      return;
    }
    switch (op) {
      case "Add", "Sum" -> set(at, Math.addExact(a, b), Math.addExact(aBatches, bBatches));
      case "Sub" -> set(at, Math.subtractExact(a, b), Math.subtractExact(aBatches, bBatches));
      case "Mul" -> {
        Refusal.unless(aBatches == 0 || bBatches == 0, "the square of the batch's size");
        long factor = aBatches == 0 ? a : b;
        set(
            at,
            Math.multiplyExact(a, b),
            Math.multiplyExact(factor, aBatches == 0 ? bBatches : aBatches));
      }
      case "Div" -> divide(at, a, aBatches, b, bBatches);
      case "Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual" -> {
        int sign = sign(Math.subtractExact(a, b), Math.subtractExact(aBatches, bBatches));
        values[at] = constant(sign, 0);
      }
      case "Min", "Max" -> {
        int sign = sign(Math.subtractExact(a, b), Math.subtractExact(aBatches, bBatches));
        boolean first = sign < 0 == op.equals("Min");
        set(at, first ? a : b, first ? aBatches : bBatches);
      }
      default -> throw new Refusal(op + " of the batch's size");
    }
  }

  private void set(int at, long value, long factor) {
    values[at] = value;
    batches[at] = factor;
  }

  private void divide(int at, long a, long aBatches, long b, long bBatches) {
    if (bBatches == 0) {
      Refusal.unless(b != 0 && a % b == 0 && aBatches % b == 0, "a part of the batch's size");
      set(at, a / b, aBatches / b);
      return;
    }
    Refusal.unless(a == 0 && b == 0 && aBatches % bBatches == 0, "a quotient by the batch's size");
    set(at, aBatches / bBatches, 0);
  }

  /** The sign of {@code value + factor · N}, where all N agree. */
  private int sign(long value, long factor) {
    if (factor == 0) {
      return Long.signum(value);
    }
    if (batch.isPresent()) {
      return Long.signum(Math.addExact(value, Math.multiplyExact(factor, (long) batch.getAsInt())));
    }
    long atOne = Math.addExact(value, factor);
    if (factor > 0 ? atOne > 0 : atOne < 0) {
      return factor > 0 ? 1 : -1;
    }
    // Not equal for any N is enough for a comparison with -1 or 0, which all of them pass above.
    throw new Refusal("a comparison whose answer depends on the batch's size");
  }

  private long constant(long a, long b) {
    return switch (op) {
      case "Add", "Sum" -> Math.addExact(a, b);
      case "Sub" -> Math.subtractExact(a, b);
      case "Mul" -> Math.multiplyExact(a, b);
      case "Div" -> quotient(a, b);
      case "Mod" -> a - Math.multiplyExact(Math.floorDiv(a, divisor(b)), b);
      case "Min" -> Math.min(a, b);
      case "Max" -> Math.max(a, b);
      case "Pow" -> power(a, b);
      case "Equal" -> truth(a == b);
      case "Less" -> truth(a < b);
      case "LessOrEqual" -> truth(a <= b);
      case "Greater" -> truth(a > b);
      case "GreaterOrEqual" -> truth(a >= b);
      case "And" -> truth(a != 0 && b != 0);
      case "Or" -> truth(a != 0 || b != 0);
      case "Xor" -> truth(a != 0 ^ b != 0);
      default -> throw new IllegalStateException("no arithmetic " + op);
    };
  }

  private static long divisor(long b) {
    Refusal.unless(b != 0, "a division by 0");
    return b;
  }

  private static long quotient(long a, long b) {
    return divisor(b) == -1 ? Math.negateExact(a) : a / b;
  }

  private static long power(long base, long exponent) {
    Refusal.unless(
        exponent >= 0 && exponent < 63, () -> "the power " + exponent + " of a whole number");
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power = Math.multiplyExact(power, base);
    }
    return power;
  }

  private static long truth(boolean condition) {
    return condition ? 1 : 0;
  }

  /** Functions of one tensor, and reductions of a whole one; null for others. */
  static @Nullable Integers unary(NodeCall call, Integers x) {
    return switch (call.op()) {
      case "Neg", "Abs", "Not", "Sign" -> each(call, x);
      case "ReduceProd", "ReduceSum", "ReduceMax", "ReduceMin" -> reduce(call, x);
      default -> null;
    };
  }

  private static Integers each(NodeCall call, Integers x) {
    call.budget().hold(x.count());
    long[] constants = x.resolved(call.batch()).constants();
    for (int i = 0; i < constants.length; i++) {
      long value = constants[i];
      constants[i] =
          switch (call.op()) {
            case "Neg" -> Math.negateExact(value);
            case "Abs" -> Math.absExact(value);
            case "Sign" -> Long.signum(value);
            default -> truth(value == 0);
          };
    }
    boolean truth = call.op().equals("Not");
    return new Integers(x.perExample(), x.sizes(), truth, constants, null);
  }

  private static @Nullable Integers reduce(NodeCall call, Integers x) {
    if (x.sizes().size() != 1 || x.perExample() || x.count() == 0) {
      return null;
    }
    String op =
        switch (call.op()) {
          case "ReduceProd" -> "Mul";
          case "ReduceSum" -> "Add";
          case "ReduceMax" -> "Max";
          default -> "Min";
        };
    BatchArithmetic sum = new BatchArithmetic(op, call.batch(), 1);
    sum.set(0, x.value(0), x.batches(0));
    for (int i = 1; i < x.count(); i++) {
      long value = sum.values[0];
      long factor = sum.batches[0];
      sum.set(0, 0, 0);
      sum.put(0, value, factor, x.value(i), x.batches(i));
    }
    boolean keep = call.attributes().flag("keepdims", true);
    return sum.result(false, keep ? List.of(1) : List.of());
  }
}
