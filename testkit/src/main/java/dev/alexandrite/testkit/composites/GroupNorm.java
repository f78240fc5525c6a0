package dev.alexandrite.testkit.composites;

import dev.alexandrite.model.CompositeLayer;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Parameter;
import dev.alexandrite.model.Reduce;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.List;

/**
 * Group normalisation (Wu and He 2018): {@code [C, H, W]} to the same, with a scale and a shift a
 * channel.
 *
 * @param groups how many groups of channels are normalised by themselves
 * @param epsilon added to the variance
 */
record GroupNorm(int groups, float epsilon) implements CompositeLayer {
  @Override
  public String expand(NetworkBuilder scope, List<String> inputs) {
    String x = inputs.getFirst();
    Shape maps = scope.shape(x);
    Shape perChannel = Shape.of(maps.channels(), 1, 1);
    scope.reshape("groups", Reshape.of(groups, -1), x);
    scope.reduce("mean", Reduce.mean(1).keepingAxes(), "groups");
    scope.binary("centred", BinaryFunction.SUBTRACT, "groups", "mean");
    scope.unary("squares", new UnaryFunction.Power(2), "centred");
    scope.reduce("variance", Reduce.mean(1).keepingAxes(), "squares");
    scope.unary("safe", new UnaryFunction.Shift(epsilon), "variance");
    scope.unary("deviation", new UnaryFunction.SquareRoot(), "safe");
    scope.binary("normal", BinaryFunction.DIVIDE, "centred", "deviation");
    scope.add("maps", new Reshape(maps.dimensions()), "normal");
    scope.parameter("scale", Parameter.of(perChannel, new Initializer.Constant(1)));
    scope.binary("scaled", BinaryFunction.MULTIPLY, "maps", "scale");
    scope.parameter("shift", Parameter.of(perChannel, new Initializer.Constant(0)));
    scope.binary("shifted", BinaryFunction.ADD, "scaled", "shift");
    return "shifted";
  }
}
