package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Floats;
import dev.alexandrite.interop.onnx.Value.Known;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Arithmetic with what is known. What is trained stays a value of the network, not its result. */
final class FoldedArithmetic {
  private static final Set<String> COMPARISONS =
      Set.of("Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual");

  private FoldedArithmetic() {}

  /** Null where layers have to compute it. */
  static @Nullable List<Value> compute(NodeCall call) {
    List<Known> inputs = Folding.inputs(call);
    Value result =
        switch (inputs.getFirst()) {
          case Integers _ -> integers(call, inputs);
          case Floats _ -> floats(call, inputs);
        };
    return result == null ? null : List.of(result);
  }

  /** What training changes: an initializer that somebody gave a name. */
  static boolean isTrained(Known known) {
    return known instanceof Floats(_, _, _, String name)
        && name != null
        && LayerNames.isChosen(name)
        && known.count() > 1;
  }

  private static @Nullable Value integers(NodeCall call, List<Known> inputs) {
    String op = call.op();
    if (op.equals("Where")) {
      return where(call, inputs);
    }
    if (inputs.size() == 1 || op.startsWith("Reduce")) {
      return BatchArithmetic.unary(call, (Integers) inputs.getFirst());
    }
    if (!BatchArithmetic.knows(op) || inputs.stream().anyMatch(i -> i instanceof Floats)) {
      return null;
    }
    Known result = inputs.getFirst();
    for (Known next : inputs.subList(1, inputs.size())) {
      result = binary(call, result, next);
    }
    return result;
  }

  private static Known binary(NodeCall call, Known a, Known b) {
    List<Known> aligned = Folding.aligned(List.of(a, b));
    List<Integer> sizes = Reshaping.broadcast(aligned.get(0).sizes(), aligned.get(1).sizes());
    int count = Sizes.count(sizes);
    call.budget().hold(2L * count);
    Strides.Walk left = Strides.broadcast(aligned.get(0).sizes(), sizes).walk();
    Strides.Walk right = Strides.broadcast(aligned.get(1).sizes(), sizes).walk();
    Integers x = (Integers) aligned.get(0);
    Integers y = (Integers) aligned.get(1);
    BatchArithmetic arithmetic = new BatchArithmetic(call.op(), call.batch(), count);
    for (int i = 0; i < count; i++) {
      int l = left.next();
      int r = right.next();
      arithmetic.put(i, x.value(l), x.batches(l), y.value(r), y.batches(r));
    }
    return arithmetic.result(x.perExample() || y.perExample(), sizes);
  }

  private static @Nullable Value where(NodeCall call, List<Known> inputs) {
    Refusal.unless(inputs.size() == 3, "Where has " + inputs.size() + " inputs");
    if (isTrained(inputs.get(1)) || isTrained(inputs.get(2))) {
      return null;
    }
    List<Known> aligned = Folding.aligned(inputs);
    List<Integer> sizes =
        Reshaping.broadcast(
            aligned.get(0).sizes(),
            Reshaping.broadcast(aligned.get(1).sizes(), aligned.get(2).sizes()));
    int count = Sizes.count(sizes);
    boolean perExample = aligned.stream().anyMatch(Value::perExample);
    List<Strides.Walk> walks =
        aligned.stream().map(a -> Strides.broadcast(a.sizes(), sizes).walk()).toList();
    Integers condition = (Integers) aligned.get(0);
    if (aligned.get(1) instanceof Floats a && aligned.get(2) instanceof Floats b) {
      if (!call.budget().canHold(count)) {
        return null;
      }
      call.budget().hold(count);
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        boolean first = condition.value(walks.get(0).next()) != 0;
        float left = a.data().at(walks.get(1).next());
        float right = b.data().at(walks.get(2).next());
        values[i] = first ? left : right;
      }
      return new Floats(perExample, sizes, new FloatData.Held(values), null);
    }
    Refusal.unless(
        aligned.get(1) instanceof Integers && aligned.get(2) instanceof Integers,
        "a choice between numbers of different types");
    Integers a = (Integers) aligned.get(1);
    Integers b = (Integers) aligned.get(2);
    call.budget().hold(2L * count);
    long[] values = new long[count];
    long[] batches = new long[count];
    for (int i = 0; i < count; i++) {
      boolean first = condition.value(walks.get(0).next()) != 0;
      int left = walks.get(1).next();
      int right = walks.get(2).next();
      values[i] = first ? a.value(left) : b.value(right);
      batches[i] = first ? a.batches(left) : b.batches(right);
    }
    return new Integers(perExample, sizes, a.isTruth(), values, batches);
  }

  private static @Nullable Value floats(NodeCall call, List<Known> inputs) {
    if (inputs.size() == 2
        && call.op().equals("Add")
        && inputs.get(0) instanceof Floats a
        && inputs.get(1) instanceof Floats b) {
      Value sum = sumWithZeros(a, b);
      if (sum != null) {
        return sum;
      }
    }
    if (inputs.stream().anyMatch(FoldedArithmetic::isTrained)
        || inputs.stream().anyMatch(input -> !(input instanceof Floats))) {
      return null;
    }
    if (inputs.size() == 1) {
      DoubleUnaryOperator function = unary(call.op());
      Floats x = (Floats) inputs.getFirst();
      if (function == null || !call.budget().canHold(x.count())) {
        return null;
      }
      call.budget().hold(x.count());
      float[] values = x.data().floats();
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) function.applyAsDouble(values[i]);
      }
      return new Floats(x.perExample(), x.sizes(), new FloatData.Held(values), null);
    }
    DoubleBinaryOperator function = binary(call.op());
    if (function == null || (call.opset() < 7 && call.attributes().has("axis"))) {
      return null;
    }
    Known result = inputs.getFirst();
    for (Known next : inputs.subList(1, inputs.size())) {
      result =
          result == null || result instanceof Integers
              ? null
              : binary(call, function, (Floats) result, (Floats) next);
    }
    return result;
  }

  /** A trained tensor plus zeros, by which exporters repeat it, is that tensor repeated. */
  private static @Nullable Value sumWithZeros(Floats a, Floats b) {
    boolean left = a.data() instanceof FloatData.Filled(float value, _) && value == 0;
    boolean right = b.data() instanceof FloatData.Filled(float value, _) && value == 0;
    if (left == right) {
      return null;
    }
    List<Known> aligned = Folding.aligned(List.of(a, b));
    List<Integer> sizes = Reshaping.broadcast(aligned.get(0).sizes(), aligned.get(1).sizes());
    Budget.repeat(Sizes.count(sizes));
    Known kept = aligned.get(left ? 1 : 0);
    boolean perExample = a.perExample() || b.perExample();
    return kept.sizes().equals(sizes)
        ? kept.withSizes(perExample, sizes)
        : kept.view(perExample, Strides.broadcast(kept.sizes(), sizes));
  }

  private static @Nullable Known binary(
      NodeCall call, DoubleBinaryOperator function, Floats a, Floats b) {
    List<Known> aligned = Folding.aligned(List.of(a, b));
    List<Integer> sizes = Reshaping.broadcast(aligned.get(0).sizes(), aligned.get(1).sizes());
    int count = Sizes.count(sizes);
    boolean truth = COMPARISONS.contains(call.op());
    if (!call.budget().canHold(count)) {
      return null;
    }
    call.budget().hold(count);
    FloatData x = ((Floats) aligned.get(0)).data();
    FloatData y = ((Floats) aligned.get(1)).data();
    Strides.Walk left = Strides.broadcast(aligned.get(0).sizes(), sizes).walk();
    Strides.Walk right = Strides.broadcast(aligned.get(1).sizes(), sizes).walk();
    boolean perExample = a.perExample() || b.perExample();
    float[] values = new float[truth ? 0 : count];
    long[] truths = new long[truth ? count : 0];
    for (int i = 0; i < count; i++) {
      double value = function.applyAsDouble(x.at(left.next()), y.at(right.next()));
      if (truth) {
        truths[i] = (long) value;
      } else {
        values[i] = (float) value;
      }
    }
    return truth
        ? new Integers(perExample, sizes, true, truths, null)
        : new Floats(perExample, sizes, new FloatData.Held(values), null);
  }

  private static @Nullable DoubleUnaryOperator unary(String op) {
    return switch (op) {
      case "Neg" -> x -> -x;
      case "Abs" -> Math::abs;
      case "Sqrt" -> Math::sqrt;
      case "Reciprocal" -> x -> 1 / x;
      case "Floor" -> Math::floor;
      case "Ceil" -> Math::ceil;
      case "Round" -> Math::rint;
      case "Exp" -> StrictMath::exp;
      case "Log" -> StrictMath::log;
      default -> null;
    };
  }

  private static @Nullable DoubleBinaryOperator binary(String op) {
    return switch (op) {
      case "Add", "Sum" -> (a, b) -> a + b;
      case "Sub" -> (a, b) -> a - b;
      case "Mul" -> (a, b) -> a * b;
      case "Div" -> (a, b) -> a / b;
      case "Pow" -> StrictMath::pow;
      case "Min" -> Math::min;
      case "Max" -> Math::max;
      case "Equal" -> (a, b) -> a == b ? 1 : 0;
      case "Less" -> (a, b) -> a < b ? 1 : 0;
      case "LessOrEqual" -> (a, b) -> a <= b ? 1 : 0;
      case "Greater" -> (a, b) -> a > b ? 1 : 0;
      case "GreaterOrEqual" -> (a, b) -> a >= b ? 1 : 0;
      default -> null;
    };
  }
}
