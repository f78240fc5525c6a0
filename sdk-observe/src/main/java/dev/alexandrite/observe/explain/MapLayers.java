package dev.alexandrite.observe.explain;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.model.Embedding;
import dev.alexandrite.model.Gather;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MatMul;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.Permute;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.tensor.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which layers of a network have maps, whose places are those of the picture. */
final class MapLayers {
  private MapLayers() {}

  /** The height and width of the last maps on the way to a layer. */
  private record Grid(int height, int width) {
    static Grid of(Shape shape) {
      return new Grid(shape.height(), shape.width());
    }

    /** Whether moved numbers lie as before, or finer as after a pixel shuffle. */
    boolean fits(Shape shape) {
      return shape.height() % height == 0
          && shape.width() % width == 0
          && shape.height() / height == shape.width() / width;
    }
  }

  /**
   * The last layer with maps larger than 1×1 that another one depends on. A shape of three
   * dimensions is not enough: behind a matrix product, as in attention, and between reshapes,
   * places are not those of the picture.
   *
   * @throws InvalidModelException if there is none
   */
  static String last(Network network, String score) {
    Set<String> needed = ancestors(network, score);
    Set<String> maps = new HashSet<>(Set.of(Network.INPUT));
    Map<String, Grid> grids = new HashMap<>();
    grids.put(Network.INPUT, Grid.of(network.input()));
    String last = null;
    for (Node node : network.nodes()) {
      Shape shape = network.shape(node.name());
      Grid grid = mixesPlaces(node) ? null : grid(node, grids);
      if (grid == null) {
        continue;
      }
      boolean isMap =
          shape.rank() == 3
              && (movesPlaces(node)
                  ? grid.fits(shape)
                  : node.inputs().stream().anyMatch(maps::contains));
      grids.put(node.name(), isMap ? Grid.of(shape) : grid);
      if (isMap) {
        maps.add(node.name());
      }
      if (isMap && isLarge(shape) && needed.contains(node.name())) {
        last = node.name();
      }
    }
    if (last == null) {
      throw new InvalidModelException(
          "network '"
              + network.name()
              + "' has no layer with maps [C, H, W] larger than 1×1 that its scores depend on, so"
              + " that Grad-CAM has no layer to look at; name one, or ask for an occlusion map or"
              + " integrated gradients, which need none");
    }
    return last;
  }

  private static @Nullable Grid grid(Node node, Map<String, Grid> grids) {
    for (String input : node.inputs()) {
      Grid grid = grids.get(input);
      if (grid != null) {
        return grid;
      }
    }
    return null;
  }

  /**
   * Refuses a layer without maps.
   *
   * @throws InvalidModelException if the network has no such layer, or it has no maps
   */
  static Shape require(Network network, String layer) {
    Shape shape = network.shape(layer);
    if (!isLarge(shape)) {
      List<String> layers =
          network.nodes().stream()
              .map(Node::name)
              .filter(name -> isLarge(network.shape(name)))
              .toList();
      throw new InvalidModelException(
          "layer "
              + layer
              + " of network '"
              + network.name()
              + "' puts out "
              + shape
              + ", which is no map; expected [C, H, W] larger than 1×1, as "
              + (layers.isEmpty() ? "no layer of this network has" : layers + " have"));
    }
    return shape;
  }

  private static boolean isLarge(Shape shape) {
    return shape.rank() == 3 && shape.height() * shape.width() > 1;
  }

  private static boolean movesPlaces(Node node) {
    return node.layer() instanceof Reshape || node.layer() instanceof Permute;
  }

  private static boolean mixesPlaces(Node node) {
    return node.layer() instanceof MatMul
        || node.layer() instanceof Linear
        || node.layer() instanceof Gather
        || node.layer() instanceof Embedding;
  }

  private static Set<String> ancestors(Network network, String layer) {
    Set<String> needed = new HashSet<>(Set.of(layer));
    for (Node node : network.nodes().reversed()) {
      if (needed.contains(node.name())) {
        needed.addAll(node.inputs());
      }
    }
    return needed;
  }
}
