package dev.alexandrite.core.plan;

import dev.alexandrite.model.Node;
import dev.alexandrite.spi.Op;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that a convolution or linear layer computes together with itself.
 *
 * @param nodes all of them, in order; the operator's output is that of the last
 * @param norm the normalisation; null if there is none
 * @param term what is added to the normalised results, a value
 * @param activation what comes last, over the layer's output
 */
record Fusion(List<Node> nodes, @Nullable Node norm, OptionalInt term, Optional<Op> activation) {
  /** A layer by itself. */
  static final Fusion NONE = new Fusion(List.of(), null, OptionalInt.empty(), Optional.empty());

  /** What the operator's output is called. */
  String outputOf(Node node) {
    return nodes.isEmpty() ? node.name() : nodes.getLast().name();
  }
}
