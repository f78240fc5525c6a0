package dev.alexandrite.core.plan;

import dev.alexandrite.model.MatMul;
import dev.alexandrite.spi.MatMulOp;
import java.util.List;

/** Matrix products; their gradients are such products, too. */
final class MatMulLowering {
  private MatMulLowering() {}

  static GradientRule lower(LoweringContext context, MatMul layer) {
    boolean turnA = layer.transposeFirst();
    boolean turnB = layer.transposeSecond();
    var op = new MatMulOp(context.operand(0), context.operand(1), turnA, turnB);
    int a = context.value(0);
    int b = context.value(1);
    context.step(op, List.of(a, b), List.of(context.output(op.output())));
    return (dy, gradients) -> {
      if (gradients.wanted(a)) { // dA = dY·Bᵀ, or its transpose B·dYᵀ
        int da =
            turnA ? product(context, b, dy, turnB, true) : product(context, dy, b, false, !turnB);
        Unbroadcast.contribute(context, gradients, 0, da);
      }
      if (gradients.wanted(b)) { // dB = Aᵀ·dY, or its transpose dYᵀ·A
        int db =
            turnB ? product(context, dy, a, true, turnA) : product(context, a, dy, !turnA, false);
        Unbroadcast.contribute(context, gradients, 1, db);
      }
    };
  }

  private static int product(LoweringContext context, int a, int b, boolean turnA, boolean turnB) {
    var op = new MatMulOp(context.graph().operand(a), context.graph().operand(b), turnA, turnB);
    return context.compute("gradient", op, a, b);
  }
}
