package dev.alexandrite.core.devices;

import com.google.common.collect.ImmutableList;
import dev.alexandrite.model.Network;
import java.util.List;

/**
 * A network divided among devices.
 *
 * @param whole the network
 * @param shares the leaves of a batch that each device computes where examples are divided
 * @param sections the sections in the order of the forward pass
 * @param logits how the logits are divided at the end
 */
record DividedNetwork(
    Network whole, LeafShares shares, List<DividedSection> sections, Partition logits) {
  DividedNetwork {
    sections = ImmutableList.copyOf(sections);
  }

  /** The number of the first unit of a layer that a device has. */
  int firstUnit(String layer, int rank) {
    for (DividedSection section : sections) {
      Integer first = section.divisions().get(rank).firstUnits().get(layer);
      if (first != null) {
        return first;
      }
    }
    return 0; // not divided by units
  }
}
