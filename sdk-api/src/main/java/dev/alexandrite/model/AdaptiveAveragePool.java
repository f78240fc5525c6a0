package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Averages maps of any size to one size: {@code AdaptiveAveragePool.of(1)} makes {@code [C, 1, 1]}
 * of {@code [C, H, W]}. Window i of n along an axis of size s has the elements {@code floor(i·s /
 * n)} to {@code ceil((i+1)·s / n) - 1}, as in PyTorch.
 *
 * @param height the output's height
 * @param width the output's width
 */
public record AdaptiveAveragePool(int height, int width) implements Layer {
  /**
   * Square maps.
   *
   * @param size the output's height and width
   * @return the layer
   */
  public static AdaptiveAveragePool of(int size) {
    return new AdaptiveAveragePool(size, size);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.positive(node, "the output's height", height);
    Require.positive(node, "the output's width", width);
    Shape input = Require.maps(node, this, inputs);
    return Require.shape(node, "the output", input.channels(), height, width);
  }

  @Override
  public String kind() {
    return "adaptive_average_pool";
  }
}
