package dev.alexandrite.observe.page;

import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.observe.picture.ImageGrid;
import dev.alexandrite.observe.picture.Pictures;
import dev.alexandrite.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The convolution that sees the pixels, whose filters are pictures.
 *
 * @param name the layer's name
 * @param parameter the name of its weights
 * @param filter the shape of a filter, {@code [3, H, W]}
 * @param order of the colour planes
 */
record FirstLayer(String name, String parameter, Shape filter, ChannelOrder order) {
  /** As many as the paper's network has. */
  static final int MOST_FILTERS = 96;

  private static final int COLUMNS = 12;
  private static final int LEAST_PIXELS = 24;

  static Optional<FirstLayer> of(Model model) {
    Network network = model.network();
    for (Node node : network.nodes()) {
      if (node.layer() instanceof Conv2d convolution
          && convolution.groups() == 1
          && node.inputs().equals(List.of(Network.INPUT))
          && network.input().rank() == 3
          && network.input().channels() == 3) {
        Shape filter =
            Shape.image(3, convolution.vertical().kernel(), convolution.horizontal().kernel());
        return Optional.of(
            new FirstLayer(
                node.name(), node.parametersOf() + ".weight", filter, model.pipeline().order()));
      }
    }
    return Optional.empty();
  }

  /** Each filter from its lowest to its highest value. */
  FilterPicture draw(float[] weights, int epochs) {
    int elements = filter.elements();
    int shown = Math.min(MOST_FILTERS, weights.length / elements);
    int scale = Math.ceilDiv(LEAST_PIXELS, Math.max(filter.height(), filter.width()));
    ImageGrid grid =
        ImageGrid.of(COLUMNS, filter.width() * scale, filter.height() * scale).transparent();
    for (int i = 0; i < shown; i++) {
      float[] planes = Arrays.copyOfRange(weights, i * elements, (i + 1) * elements);
      grid = grid.add(Pictures.ofPlanes(inRgb(planes), filter), "");
    }
    return new FilterPicture(Pictures.dataUri(grid.draw()), name, shown, epochs);
  }

  private float[] inRgb(float[] planes) {
    if (order == ChannelOrder.RGB) {
      return planes;
    }
    int plane = filter.height() * filter.width();
    float[] turned = new float[planes.length];
    for (int channel = 0; channel < 3; channel++) {
      System.arraycopy(planes, channel * plane, turned, (2 - channel) * plane, plane);
    }
    return turned;
  }
}
