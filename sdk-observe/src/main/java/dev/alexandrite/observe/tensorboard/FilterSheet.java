package dev.alexandrite.observe.tensorboard;

import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.observe.picture.ColorMap;
import dev.alexandrite.observe.picture.ImageGrid;
import dev.alexandrite.observe.picture.Pictures;
import dev.alexandrite.tensor.Shape;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The filters of the convolution that sees the image, side by side as in Figure 3 of the AlexNet
 * paper: in colour if it sees three channels, else each channel in grey.
 *
 * @param parameter its weights, {@code [filters, channels, height, width]}
 */
record FilterSheet(ParameterSpec parameter) {
  private static final int COLOURS = 3;
  private static final int MOST_TILES = 256;
  private static final int LEAST_PIXELS = 32;

  /** The first convolution of a network; empty if it has none with a kernel larger than 1 x 1. */
  static Optional<FilterSheet> of(Network network) {
    return network.nodes().stream()
        .filter(node -> node.layer() instanceof Conv2d)
        .findFirst()
        .map(
            node ->
                network.parameters().stream()
                    .filter(parameter -> parameter.name().equals(node.parametersOf() + ".weight"))
                    .findFirst()
                    .orElseThrow())
        .filter(parameter -> parameter.shape().get(2) * parameter.shape().get(3) > 1)
        .map(FilterSheet::new);
  }

  BufferedImage draw(float[] weights) {
    Shape shape = parameter.shape();
    int height = shape.get(2);
    int width = shape.get(3);
    boolean colour = shape.get(1) == COLOURS;
    int tile = (colour ? COLOURS : 1) * height * width;
    int tiles = Math.min(MOST_TILES, weights.length / tile);
    List<BufferedImage> pictures = new ArrayList<>();
    for (int i = 0; i < tiles; i++) {
      float[] values = Arrays.copyOfRange(weights, i * tile, (i + 1) * tile);
      pictures.add(
          colour
              ? Pictures.ofPlanes(values, Shape.of(COLOURS, height, width))
              : Pictures.ofMap(values, height, width, ColorMap.GRAY));
    }
    int times = Math.max(1, Math.ceilDiv(LEAST_PIXELS, Math.max(height, width)));
    int columns = (int) Math.ceil(StrictMath.sqrt(1.5 * tiles));
    return ImageGrid.of(columns, width * times, height * times).addAll(pictures).draw();
  }
}
