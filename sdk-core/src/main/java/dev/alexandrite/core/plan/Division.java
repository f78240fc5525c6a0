package dev.alexandrite.core.plan;

import com.google.common.collect.ImmutableMap;
import dev.alexandrite.tensor.Shape;
import java.util.Map;

/**
 * Which part of a network is lowered, so that it draws the same random numbers as the whole.
 *
 * @param firstNode the number of the part's first node within the whole network
 * @param firstUnits by node, the place of its first unit on the first axis of the whole layer; 0 if
 *     not named
 */
public record Division(int firstNode, Map<String, Integer> firstUnits) {
  static final Division NONE = new Division(0, Map.of());

  /** Copies the map. */
  public Division {
    firstUnits = ImmutableMap.copyOf(firstUnits);
  }

  /** The number of a node's first element within the whole layer, of which each unit has some. */
  int firstElement(String node, Shape shape) {
    int first = firstUnits.getOrDefault(node, 0);
    return first == 0 ? 0 : first * (shape.elements() / shape.get(0));
  }
}
