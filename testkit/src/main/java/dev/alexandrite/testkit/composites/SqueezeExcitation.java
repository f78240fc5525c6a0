package dev.alexandrite.testkit.composites;

import dev.alexandrite.model.AdaptiveAveragePool;
import dev.alexandrite.model.CompositeLayer;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.BinaryFunction;
import java.util.List;

/**
 * Maps weighted by what is learned of their means (Hu et al. 2018): {@code [C, H, W]} to the same.
 *
 * @param reduction by how many the channels are divided in between
 */
record SqueezeExcitation(int reduction) implements CompositeLayer {
  @Override
  public String expand(NetworkBuilder scope, List<String> inputs) {
    String x = inputs.getFirst();
    int channels = scope.shape(x).channels();
    scope.adaptiveAveragePool("means", AdaptiveAveragePool.of(1), x);
    scope.conv2d("down", Conv2d.of(channels / reduction, 1), "means");
    scope.relu("relu", "down");
    scope.conv2d("up", Conv2d.of(channels, 1), "relu");
    scope.activation("gate", Activation.SIGMOID, "up");
    scope.binary("excited", BinaryFunction.MULTIPLY, x, "gate");
    return "excited";
  }
}
