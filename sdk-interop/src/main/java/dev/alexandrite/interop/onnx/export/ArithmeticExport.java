package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.interop.proto.onnx.TensorProto.DataType;
import dev.alexandrite.model.Add;
import dev.alexandrite.model.Binary;
import dev.alexandrite.model.Reduce;
import dev.alexandrite.model.Select;
import dev.alexandrite.model.Unary;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.UnaryFunction;

/** Functions element by element, with broadcasting, and reductions. */
final class ArithmeticExport {
  private ArithmeticExport() {}

  static Value export(LayerScope scope, Unary layer) {
    String x = scope.input(0).name();
    Op op =
        switch (layer.function()) {
          case UnaryFunction.Exponential _ -> Op.of("Exp", x);
          case UnaryFunction.Logarithm _ -> Op.of("Log", x);
          case UnaryFunction.SquareRoot _ -> Op.of("Sqrt", x);
          case UnaryFunction.ErrorFunction _ -> Op.of("Erf", x);
          case UnaryFunction.Absolute _ -> Op.of("Abs", x);
          case UnaryFunction.Power(float exponent) ->
              Op.of("Pow", x, scope.scalar("exponent", exponent));
          case UnaryFunction.Clip(float low, float high) ->
              Op.of("Clip", x, scope.scalar("low", low), scope.scalar("high", high));
          case UnaryFunction.Scale(float factor) -> Op.of("Mul", x, scope.scalar("factor", factor));
          case UnaryFunction.Shift(float term) -> Op.of("Add", x, scope.scalar("term", term));
        };
    return scope.result(op, scope.input(0).batched());
  }

  static Value export(LayerScope scope, Binary layer) {
    Op op = Op.of(operator(layer.function()), scope.aligned(0), scope.aligned(1));
    if (layer.function().isComparison()) {
      op = number(scope.step("holds", op));
    }
    return scope.result(op, scope.anyBatched());
  }

  private static String operator(BinaryFunction function) {
    return switch (function) {
      case ADD -> "Add";
      case SUBTRACT -> "Sub";
      case MULTIPLY -> "Mul";
      case DIVIDE -> "Div";
      case MINIMUM -> "Min";
      case MAXIMUM -> "Max";
      case EQUAL -> "Equal";
      case LESS -> "Less";
      case LESS_OR_EQUAL -> "LessOrEqual";
      case GREATER -> "Greater";
      case GREATER_OR_EQUAL -> "GreaterOrEqual";
    };
  }

  private static Op number(String condition) {
    return Op.of("Cast", condition).integer("to", DataType.FLOAT.getNumber());
  }

  static Value export(LayerScope scope, Select layer) {
    String condition =
        scope.step(
            "condition", Op.of("Cast", scope.aligned(0)).integer("to", DataType.BOOL.getNumber()));
    return scope.result(
        Op.of("Where", condition, scope.aligned(1), scope.aligned(2)), scope.anyBatched());
  }

  static Value export(LayerScope scope, Add layer) {
    String[] terms = scope.inputs().stream().map(Value::name).toArray(String[]::new);
    return scope.result(Op.of(terms.length == 2 ? "Add" : "Sum", terms), scope.anyBatched());
  }

  /** The axes are an attribute but of sums, which have them as an input since opset 13. */
  static Value export(LayerScope scope, Reduce layer) {
    Value x = scope.input(0);
    long[] axes = layer.axesOf(x.shape()).stream().mapToLong(x::axis).toArray();
    Op op =
        switch (layer.reduction()) {
          case SUM -> Op.of("ReduceSum", x.name(), scope.integers("axes", axes));
          case MEAN -> Op.of("ReduceMean", x.name()).integers("axes", axes);
          case MAX -> Op.of("ReduceMax", x.name()).integers("axes", axes);
          case MIN -> Op.of("ReduceMin", x.name()).integers("axes", axes);
        };
    return scope.result(op.integer("keepdims", layer.keepAxes() ? 1 : 0), x.batched());
  }
}
