package dev.alexandrite.core.plan;

import dev.alexandrite.model.MatMul;
import dev.alexandrite.spi.MatMulOp;
import java.util.List;

/** Matrix products; their gradients are such products, too. */
final class MatMulLowering {
  private MatMulLowering() {}

  static GradientRule lower(NodeSite site, MatMul layer) {
    boolean turnA = layer.transposeFirst();
    boolean turnB = layer.transposeSecond();
    var op = new MatMulOp(site.operand(0), site.operand(1), turnA, turnB);
    int a = site.value(0);
    int b = site.value(1);
    site.step(op, List.of(a, b), List.of(site.output(op.output())));
    return (dy, gradients) -> {
      if (gradients.wanted(a)) { // dA = dY·Bᵀ, or its transpose B·dYᵀ
        int da = turnA ? product(site, b, dy, turnB, true) : product(site, dy, b, false, !turnB);
        Unbroadcast.contribute(site, gradients, 0, da);
      }
      if (gradients.wanted(b)) { // dB = Aᵀ·dY, or its transpose dYᵀ·A
        int db = turnB ? product(site, dy, a, true, turnA) : product(site, a, dy, !turnA, false);
        Unbroadcast.contribute(site, gradients, 1, db);
      }
    };
  }

  private static int product(NodeSite site, int a, int b, boolean turnA, boolean turnB) {
    var op = new MatMulOp(site.graph().operand(a), site.graph().operand(b), turnA, turnB);
    return site.compute("gradient", op, a, b);
  }
}
