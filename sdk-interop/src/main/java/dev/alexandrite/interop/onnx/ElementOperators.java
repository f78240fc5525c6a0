package dev.alexandrite.interop.onnx;

import static dev.alexandrite.interop.onnx.Operator.folded;
import static dev.alexandrite.interop.onnx.Operator.one;

import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions element by element. */
final class ElementOperators {
  private static final String OLD = "axis broadcast consumed_inputs";

  private ElementOperators() {}

  static List<Operator> all() {
    List<Operator> all = new ArrayList<>();
    arithmetic(all);
    logic(all);
    functions(all);
    activations(all);
    return List.copyOf(all);
  }

  private static void arithmetic(List<Operator> all) {
    Map.of(
            "Add", BinaryFunction.ADD,
            "Sub", BinaryFunction.SUBTRACT,
            "Mul", BinaryFunction.MULTIPLY,
            "Div", BinaryFunction.DIVIDE)
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                all.add(
                    one(
                        entry.getKey(),
                        1,
                        OLD,
                        "`Binary`, `Add` or, with a number, `Unary`",
                        "",
                        call -> Elementwise.fold(call, entry.getValue()))));
    all.add(binary("Sum", 1, BinaryFunction.ADD));
    all.add(one("Mean", 1, "consumed_inputs", "`Binary`, `Unary`", "", Elementwise::mean));
    all.add(binary("Min", 1, BinaryFunction.MINIMUM));
    all.add(binary("Max", 1, BinaryFunction.MAXIMUM));
    all.add(
        one(
            "Pow",
            1,
            OLD,
            "`Unary`, or logarithms",
            "constant exponents, or a constant number above 0 to computed ones",
            Elementwise::power));
    all.add(folded("Mod", 10, "fmod", "of whole numbers"));
  }

  private static Operator binary(String name, int from, BinaryFunction function) {
    return one(name, from, OLD, "`Binary`", "", call -> Elementwise.fold(call, function));
  }

  private static void logic(List<Operator> all) {
    all.add(truth("Equal", 1, BinaryFunction.EQUAL));
    all.add(truth("Less", 1, BinaryFunction.LESS));
    all.add(truth("LessOrEqual", 12, BinaryFunction.LESS_OR_EQUAL));
    all.add(truth("Greater", 1, BinaryFunction.GREATER));
    all.add(truth("GreaterOrEqual", 12, BinaryFunction.GREATER_OR_EQUAL));
    all.add(truth("And", 1, BinaryFunction.MULTIPLY));
    all.add(truth("Or", 1, BinaryFunction.MAXIMUM));
    all.add(one("Xor", 1, OLD, "`Binary`", "", Elementwise::xor));
    all.add(one("Not", 1, "", "`Binary`", "", Elementwise::not));
    all.add(one("IsNaN", 9, "", "`Binary`", "", Elementwise::isNan));
    all.add(one("Where", 9, "", "`Select`", "", Elementwise::where));
  }

  private static Operator truth(String name, int from, BinaryFunction function) {
    return one(
        name,
        from,
        OLD,
        "`Binary`; truths are 1 and 0",
        "",
        call -> Elementwise.logic(call, function));
  }

  private static void functions(List<Operator> all) {
    all.add(function("Neg", 1, new UnaryFunction.Scale(-1)));
    all.add(function("Reciprocal", 1, new UnaryFunction.Power(-1)));
    all.add(function("Abs", 1, new UnaryFunction.Absolute()));
    all.add(function("Exp", 1, new UnaryFunction.Exponential()));
    all.add(function("Log", 1, new UnaryFunction.Logarithm()));
    all.add(function("Sqrt", 1, new UnaryFunction.SquareRoot()));
    all.add(function("Erf", 9, new UnaryFunction.ErrorFunction()));
    all.add(one("Sign", 9, "", "`Binary`", "", Elementwise::sign));
    all.add(
        one("Clip", 1, "min max consumed_inputs", "`Unary`", "constant limits", Elementwise::clip));
    for (String name : List.of("Sinh", "Cosh", "Asinh", "Acosh", "Atanh")) {
      all.add(one(name, 9, "", "`Unary`, `Binary`", "", Elementwise::hyperbolic));
    }
    all.add(folded("Floor", 1, "consumed_inputs", "of constants"));
    all.add(folded("Ceil", 1, "consumed_inputs", "of constants"));
    all.add(folded("Round", 11, "", "of constants"));
  }

  private static Operator function(String name, int from, UnaryFunction function) {
    return one(
        name, from, "consumed_inputs", "`Unary`", "", call -> Elementwise.unary(call, function));
  }

  private static void activations(List<Operator> all) {
    for (String name : List.of("Relu", "Tanh", "Sigmoid")) {
      all.add(activation(name, 1, "consumed_inputs", "`ActivationLayer`"));
    }
    all.add(activation("Gelu", 20, "approximate", "`ActivationLayer`, or `Unary` and `Binary`"));
    all.add(activation("Swish", 24, "alpha", "`ActivationLayer`, or `Unary` and `Binary`"));
    String composed = "`Unary`, `Binary`";
    all.add(activation("LeakyRelu", 1, "alpha consumed_inputs", composed));
    all.add(activation("Elu", 1, "alpha consumed_inputs", composed));
    all.add(activation("Selu", 1, "alpha gamma consumed_inputs", composed));
    all.add(activation("Celu", 12, "alpha", composed));
    all.add(activation("ThresholdedRelu", 10, "alpha", "`Select`"));
    all.add(activation("HardSigmoid", 1, "alpha beta consumed_inputs", "`Unary`"));
    all.add(activation("HardSwish", 14, "", composed));
    all.add(activation("Softplus", 1, "", composed));
    all.add(activation("Softsign", 1, "", composed));
    all.add(activation("Mish", 18, "", composed));
    all.add(activation("Shrink", 9, "lambd bias", "`Select`"));
    all.add(
        one(
            "PRelu",
            1,
            "consumed_inputs",
            "`ActivationLayer`, `Binary`, the slopes a parameter",
            "",
            Activations::prelu));
  }

  private static Operator activation(String name, int from, String attributes, String how) {
    return one(name, from, attributes, how, "", Activations::compose);
  }
}
