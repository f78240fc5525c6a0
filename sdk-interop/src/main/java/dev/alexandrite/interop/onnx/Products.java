package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.interop.onnx.Value.Floats;
import dev.alexandrite.interop.onnx.Value.Known;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MatMul;
import dev.alexandrite.tensor.BinaryFunction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Matrix products; those with constant weights are fully connected layers. */
final class Products {
  private Products() {}

  /** {@code alpha · A · B + beta · C}. */
  static Value gemm(NodeCall call) {
    Composer c = call.composer();
    Attributes attributes = call.attributes();
    float alpha = attributes.real("alpha", 1);
    float beta = attributes.real("beta", 1);
    Computed a = call.x();
    Refusal.unless(a.rank() == 2, "A is " + a.text() + ", expected a matrix");
    Refusal.unless(call.value(1).rank() == 2, "B is " + call.value(1).text());
    if (attributes.flag("transA", false)) {
      Refusal.unless(
          !a.perExample(), "transA 1 would make the batch of " + a.text() + " the axis of the sum");
      a = c.permute(a, List.of(1, 0));
    }
    boolean transposed = attributes.flag("transB", false);
    if (call.value(1) instanceof Floats weights && !weights.perExample()) {
      int outputs = weights.sizes().get(transposed ? 0 : 1);
      FloatData rows = FloatData.scaled(transposed ? weights.data() : turned(weights), alpha);
      FloatData biases = call.has(2) ? biases(call.value(2), outputs, beta) : null;
      Computed y = linear(call, a, weights, outputs, rows, biases, Images.wish(weights));
      return call.has(2) && biases == null ? plus(call, y, beta) : y;
    }
    Refusal.unless(
        !a.perExample() || !call.value(1).perExample(),
        "a product of " + a.text() + " and " + call.value(1).text() + ", both of examples");
    Computed b = call.x(1);
    MatMul layer = transposed ? MatMul.of().secondTransposed() : MatMul.of();
    Computed left = a.perExample() ? c.reshape(a, List.of(1, a.count())) : a;
    Computed product = c.layer(layer, false, left, b);
    Computed y = a.perExample() ? c.reshape(product, List.of(product.shape().get(1))) : product;
    Computed scaled = c.scale(y, alpha);
    return call.has(2) ? plus(call, scaled, beta) : scaled;
  }

  private static Value plus(NodeCall call, Computed y, float beta) {
    Composer c = call.composer();
    Value term = beta == 1 ? call.value(2) : c.scale(call.x(2), beta);
    return c.binary(BinaryFunction.ADD, y, term);
  }

  /** Biases that are the same for every row; null if they are not. */
  private static @Nullable FloatData biases(Value value, int outputs, float beta) {
    if (!(value instanceof Floats floats) || floats.perExample()) {
      return null;
    }
    List<Integer> sizes = floats.sizes();
    boolean row = floats.count() == outputs && (sizes.isEmpty() || sizes.getLast() == outputs);
    if (!row && floats.count() != 1) {
      return null;
    }
    FloatData data = row ? floats.data() : new FloatData.Filled(floats.data().at(0), outputs);
    return FloatData.scaled(data, beta);
  }

  /** A matrix with its rows as columns. */
  private static FloatData turned(Floats matrix) {
    return new FloatData.View(matrix.data(), Strides.permuted(matrix.sizes(), List.of(1, 0)), 1);
  }

  private static Computed linear(
      NodeCall call,
      Computed x,
      Floats weights,
      int outputs,
      FloatData rows,
      @Nullable FloatData biases,
      @Nullable String wish) {
    Composer c = call.composer();
    int inputs = weights.count() / outputs;
    int rank = x.shape().rank();
    Refusal.unless(
        rank >= 1 && x.shape().get(rank - 1) == inputs,
        "the input " + x.text() + " does not fit weights " + weights.text());
    Linear layer = biases == null ? Linear.of(outputs).noBias() : Linear.of(outputs);
    List<FloatData> values = biases == null ? List.of(rows) : List.of(rows, biases);
    if (rank <= 2) {
      return c.layer(layer, false, wish, values, x);
    }
    Computed matrix = c.reshape(x, List.of(x.count() / inputs, inputs));
    return c.reshape(
        c.layer(layer, false, wish, values, matrix), Sizes.with(x.sizes(), rank - 1, outputs));
  }

  /** A product, where a constant matrix is on the right a fully connected layer. */
  static Value product(NodeCall call) {
    return product(call, null);
  }

  /**
   * The same with biases from the addition behind it, if that is all that reads it.
   *
   * @param biases null for none
   */
  static Value product(NodeCall call, @Nullable Floats biases) {
    Value b = call.value(1);
    if (isLinear(call)) {
      Floats weights = (Floats) b;
      int outputs = weights.sizes().get(1);
      FloatData values = biases == null ? null : biases.data();
      String wish = Images.wish(weights);
      wish = wish == null && biases != null ? Images.wish(biases) : wish;
      return linear(call, call.x(), weights, outputs, turned(weights), values, wish);
    }
    return general(call, call.value(0), b);
  }

  /** Whether a product is a fully connected layer. */
  static boolean isLinear(NodeCall call) {
    return call.value(1) instanceof Floats weights
        && weights.rank() == 2
        && !weights.perExample()
        && call.value(0) instanceof Computed x
        && x.shape().rank() >= 1;
  }

  /** A vector is a row on the left and a column on the right, and its axis goes. */
  private static Value general(NodeCall call, Value a, Value b) {
    Composer c = call.composer();
    Refusal.unless(a.rank() >= 1 && b.rank() >= 1, "a product with a scalar");
    Value left = a.rank() == 1 ? sized(c, a, List.of(1, a.count())) : a;
    Value right = b.rank() == 1 ? sized(c, b, List.of(b.count(), 1)) : b;
    Refusal.unless(
        !(left.perExample() && left.rank() == 2) && !(right.perExample() && right.rank() == 2),
        "a product of " + a.text() + " and " + b.text() + " would mix the examples of a batch");
    // The axes in front of the matrices are broadcast, the batch axis first of them.
    List<Computed> aligned = aligned(c, left, right);
    Computed product = c.product(aligned.get(0), aligned.get(1));
    List<Integer> sizes = new ArrayList<>(product.sizes());
    if (b.rank() == 1) {
      sizes.removeLast();
    }
    if (a.rank() == 1) {
      int row = sizes.size() - (b.rank() == 1 ? 1 : 2);
      sizes.subList(row, row + 1).clear();
    }
    return c.reshape(product, sizes);
  }

  private static List<Computed> aligned(Composer c, Value left, Value right) {
    // A plain matrix meets any stack of them.
    if ((!left.perExample() && left.rank() == 2) || (!right.perExample() && right.rank() == 2)) {
      return List.of(c.operand(left), c.operand(right));
    }
    return c.aligned(List.of(left, right));
  }

  private static Value sized(Composer c, Value vector, List<Integer> sizes) {
    Refusal.unless(!vector.perExample(), "a product with a batch of scalars");
    return vector instanceof Known known
        ? known.withSizes(false, sizes)
        : c.reshape(c.operand(vector), sizes);
  }
}
