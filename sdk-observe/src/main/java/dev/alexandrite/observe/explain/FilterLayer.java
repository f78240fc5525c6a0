package dev.alexandrite.observe.explain;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * A convolution whose filters can be looked at, of a classifier or while it is trained: {@code
 * layer.filters(run.parameter(layer.parameter()))} in a listener.
 *
 * @param name the layer's name
 * @param parameter the name of its weights
 * @param shape of the weights, {@code [filters, planes, height, width]}
 * @param colored whether the planes are the picture's colours
 * @param reversed whether these are blue, green and red
 */
public record FilterLayer(
    String name, String parameter, Shape shape, boolean colored, boolean reversed) {
  private static final int COLORS = 3;

  /**
   * The first convolution of a network.
   *
   * @param model the network, and the order of its planes
   * @return the layer; empty if the network has no convolution
   */
  public static Optional<FilterLayer> first(Model model) {
    return model.network().nodes().stream()
        .filter(FilterLayer::hasFilters)
        .findFirst()
        .map(node -> of(model, node));
  }

  /**
   * A convolution of a network.
   *
   * @param model the network, and the order of its planes
   * @param name the layer's name
   * @return the layer
   * @throws InvalidModelException if there is no layer of that name, or it is no convolution
   */
  public static FilterLayer of(Model model, String name) {
    Network network = model.network();
    network.shape(name); // refuses an unknown one
    if (name.equals(Network.INPUT) || !hasFilters(network.node(name))) {
      List<String> convolutions =
          network.nodes().stream().filter(FilterLayer::hasFilters).map(Node::name).toList();
      throw new InvalidModelException(
          "layer "
              + name
              + " of network '"
              + network.name()
              + "' is no convolution and has no filters"
              + (convolutions.isEmpty() ? "" : "; convolutions are " + convolutions));
    }
    return of(model, network.node(name));
  }

  private static boolean hasFilters(Node node) {
    return node.layer() instanceof Conv2d;
  }

  private static FilterLayer of(Model model, Node node) {
    Network network = model.network();
    ParameterSpec weights =
        node.layer().parameters(node.parametersOf(), network.inputShapes(node)).getFirst();
    return new FilterLayer(
        node.name(),
        weights.name(),
        weights.shape(),
        node.inputs().getFirst().equals(Network.INPUT) && weights.shape().get(1) == COLORS,
        model.pipeline().order() == ChannelOrder.BGR);
  }

  /**
   * Its filters.
   *
   * @param weights {@code float32[filters, planes, height, width]}, row-major
   * @return the filters
   * @throws IllegalArgumentException if there are more or fewer
   */
  public Filters filters(float[] weights) {
    if (weights.length != shape.elements()) {
      throw new IllegalArgumentException(
          "layer "
              + name
              + " has weights of shape "
              + shape
              + ", "
              + shape.elements()
              + " of them, found "
              + weights.length);
    }
    return new Filters(this, shape, weights.clone());
  }
}
