package dev.alexandrite.testkit.composites;

import dev.alexandrite.model.CompositeLayer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MatMul;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Permute;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.model.Softmax;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.List;

/**
 * Multi-head self-attention (Vaswani et al. 2017, section 3.2): {@code [tokens, width]} to the
 * same.
 *
 * @param heads how many; they divide the width
 */
record MultiHeadAttention(int heads) implements CompositeLayer {
  @Override
  public String expand(NetworkBuilder scope, List<String> inputs) {
    String x = inputs.getFirst();
    Shape shape = scope.shape(x);
    int tokens = shape.get(0);
    int width = shape.get(1);
    for (String part : List.of("query", "key", "value")) {
      scope.linear(part, Linear.of(width), x);
      scope.reshape(part + "-rows", Reshape.of(tokens, heads, width / heads), part);
      scope.permute(part + "-heads", Permute.of(1, 0, 2), part + "-rows");
    }
    float scale = (float) (1 / Math.sqrt((double) width / heads));
    scope.matMul("products", MatMul.of().secondTransposed(), "query-heads", "key-heads");
    scope.unary("scores", new UnaryFunction.Scale(scale), "products");
    scope.softmax("weights", Softmax.of().axis(-1), "scores");
    scope.matMul("mixed", MatMul.of(), "weights", "value-heads");
    scope.permute("rows", Permute.of(1, 0, 2), "mixed");
    scope.reshape("joined", Reshape.of(tokens, width), "rows");
    scope.linear("out", Linear.of(width), "joined");
    return "out";
  }
}
