package dev.alexandrite.testkit.composites;

import dev.alexandrite.model.CompositeLayer;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Permute;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Larger maps of more of them (Shi et al. 2016): {@code [C·f·f, H, W]} to {@code [C, H·f, W·f]}.
 *
 * @param factor f
 */
record PixelShuffle(int factor) implements CompositeLayer {
  @Override
  public String expand(NetworkBuilder scope, List<String> inputs) {
    String x = inputs.getFirst();
    Shape maps = scope.shape(x);
    int channels = maps.channels() / (factor * factor);
    scope.reshape("parts", Reshape.of(channels, factor, factor, maps.height(), maps.width()), x);
    scope.permute("woven", Permute.of(0, 3, 1, 4, 2), "parts");
    scope.reshape(
        "maps", Reshape.of(channels, maps.height() * factor, maps.width() * factor), "woven");
    return "maps";
  }
}
