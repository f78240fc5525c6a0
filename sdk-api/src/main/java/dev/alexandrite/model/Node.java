package dev.alexandrite.model;

import java.util.List;

/**
 * One layer at its place in the graph.
 *
 * @param name unique in the network
 * @param layer what it computes
 * @param inputs the names of the nodes it reads, in order; {@link Network#INPUT} is the image
 * @param parametersOf the node whose parameters and state it uses, usually itself
 */
public record Node(String name, Layer layer, List<String> inputs, String parametersOf) {
  /** Copies the list of inputs. */
  public Node {
    inputs = List.copyOf(inputs);
  }

  /**
   * Whether the parameters are the node's own.
   *
   * @return false if it shares those of another node
   */
  public boolean ownsParameters() {
    return parametersOf.equals(name);
  }
}
