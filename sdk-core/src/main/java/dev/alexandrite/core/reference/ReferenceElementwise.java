package dev.alexandrite.core.reference;

import dev.alexandrite.spi.ElementwiseOp;

/** Sums, products and multiples, element by element. */
final class ReferenceElementwise {
  private ReferenceElementwise() {}

  static Kernel kernel(ElementwiseOp op) {
    int size = op.shape().elements();
    return switch (op) {
      case ElementwiseOp.Add add ->
          (in, out, state) -> {
            ScalarBuffer sum = ScalarBuffer.of(out[0]);
            for (int i = 0; i < (add.batched() ? state.rows * size : size); i++) {
              double total = 0;
              for (int term = 0; term < add.terms(); term++) {
                total += ScalarBuffer.of(in[term]).get(i);
              }
              sum.set(i, total);
            }
          };
      case ElementwiseOp.Multiply _ ->
          (in, out, state) -> {
            ScalarBuffer a = ScalarBuffer.of(in[0]);
            ScalarBuffer b = ScalarBuffer.of(in[1]);
            ScalarBuffer product = ScalarBuffer.of(out[0]);
            for (int i = 0; i < state.rows * size; i++) {
              product.set(i, a.get(i) * b.get(i));
            }
          };
      case ElementwiseOp.Scale scale ->
          (in, out, state) -> {
            ScalarBuffer x = ScalarBuffer.of(in[0]);
            ScalarBuffer y = ScalarBuffer.of(out[0]);
            for (int i = 0; i < state.rows * size; i++) {
              y.set(i, scale.factor() * x.get(i));
            }
          };
    };
  }
}
