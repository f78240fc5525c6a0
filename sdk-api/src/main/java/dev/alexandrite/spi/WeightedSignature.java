package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/** The tensors of operators with weights and biases. */
record WeightedSignature(Shape x, Shape weights, Shape biases, Shape y) {
  Signature forward(boolean bias) {
    Signature.Tensor input = Signature.batched("x", x);
    Signature.Tensor w = Signature.whole("weights", weights);
    return Signature.of(
        bias ? List.of(input, w, Signature.whole("biases", biases)) : List.of(input, w),
        Signature.batched("y", y));
  }

  Signature inputGradient() {
    return Signature.of(
        List.of(Signature.batched("dy", y), Signature.whole("weights", weights)),
        Signature.batched("dx", x));
  }

  Signature weightGradient(boolean bias) {
    List<Signature.Tensor> inputs = List.of(Signature.batched("x", x), Signature.batched("dy", y));
    Signature.Tensor dw = Signature.whole("dweights", weights);
    return bias
        ? Signature.of(inputs, dw, Signature.whole("dbiases", biases))
        : Signature.of(inputs, dw);
  }
}
