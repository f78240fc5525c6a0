package dev.alexandrite.core.devices;

import com.google.common.collect.ImmutableList;
import dev.alexandrite.core.plan.Division;
import dev.alexandrite.model.Network;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layers that every device computes without hearing of the others.
 *
 * @param byRows whether each device computes its own examples with all weights, rather than all
 *     examples with its own weights
 * @param before what crosses before the section; null for the first one, which reads the images
 * @param parts the layers of each device
 * @param divisions where each device's part lies in the whole network
 */
record DividedSection(
    boolean byRows, @Nullable Exchange before, List<Network> parts, List<Division> divisions) {
  DividedSection {
    parts = ImmutableList.copyOf(parts);
    divisions = ImmutableList.copyOf(divisions);
  }
}
