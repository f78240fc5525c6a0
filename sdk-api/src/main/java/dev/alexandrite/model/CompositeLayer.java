package dev.alexandrite.model;

import java.util.List;

/** A layer that an application makes of others, such as a residual block. */
@FunctionalInterface
public interface CompositeLayer {
  /**
   * Adds the nodes that the layer consists of.
   *
   * @param scope where to add them; it puts the composite's name and a slash before every name. A
   *     layer without named inputs reads the one added before it; the first reads the composite's
   *     input if there is exactly one, and has to name its inputs otherwise
   * @param inputs the names of the nodes that the composite reads
   * @return the name of the node whose output is the composite's
   */
  String expand(NetworkBuilder scope, List<String> inputs);
}
