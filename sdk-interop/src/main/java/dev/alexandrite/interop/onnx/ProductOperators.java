package dev.alexandrite.interop.onnx;

import static dev.alexandrite.interop.onnx.Operator.one;

import java.util.ArrayList;
import java.util.List;

/** Products, reductions and softmax. */
final class ProductOperators {
  private ProductOperators() {}

  static List<Operator> all() {
    List<Operator> all = new ArrayList<>();
    all.add(
        one(
            "Gemm",
            1,
            "alpha beta transA transB broadcast",
            "`Linear`, or `MatMul` of two computed matrices",
            "no transposed batch",
            Products::gemm));
    all.add(
        one(
            "MatMul",
            1,
            "",
            "`Linear` with a constant matrix, together with the `Add` behind it; else `MatMul`",
            "",
            Products::product));
    for (String softmax : List.of("Softmax", "LogSoftmax")) {
      all.add(
          one(
              softmax,
              1,
              "axis",
              "`Softmax`; at the end of a network it is left off",
              "not over the batch",
              Reductions::softmax));
    }
    all.add(
        one(
            "Hardmax",
            13,
            "axis",
            "`Reduce`, `Select`",
            "not over the batch",
            Reductions::hardmax));
    for (String reduction :
        List.of(
            "ReduceSum",
            "ReduceMean",
            "ReduceMax",
            "ReduceMin",
            "ReduceL1",
            "ReduceL2",
            "ReduceSumSquare",
            "ReduceLogSum",
            "ReduceLogSumExp",
            "ReduceProd")) {
      all.add(
          one(
              reduction,
              1,
              "axes keepdims noop_with_empty_axes",
              reduction.equals("ReduceProd") ? "`Slice`, `Binary`" : "`Reduce`, `Unary`",
              "constant axes, not the batch",
              Reductions::reduce));
    }
    all.add(
        one(
            "CumSum",
            11,
            "exclusive reverse",
            "a product with a constant matrix",
            "constant axis, not the batch",
            Picks::cumulativeSum));
    return List.copyOf(all);
  }
}
