package dev.alexandrite.core.plan;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * Which part of a network is lowered, so that it draws the same random numbers as the whole.
 *
 * @param firstNode the number of the part's first node within the whole network
 * @param firstUnits by node, the number of its first unit within the whole layer; 0 if not named
 */
public record Division(int firstNode, Map<String, Integer> firstUnits) {
  static final Division NONE = new Division(0, Map.of());

  /** Copies the map. */
  public Division {
    firstUnits = ImmutableMap.copyOf(firstUnits);
  }

  int firstUnit(String node) {
    return firstUnits.getOrDefault(node, 0);
  }
}
