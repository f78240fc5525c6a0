package dev.alexandrite.core.plan;

import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.Add;
import dev.alexandrite.model.AuxiliaryHead;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.StochasticDepth;
import dev.alexandrite.model.Unary;
import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what an operator takes along: a ReLU that alone reads it and, after training, the
 * normalisation of a convolution, the sum of a shortcut and the activation behind them. A value
 * that anybody else wants to see stays one of its own. The results have the same bits either way.
 */
final class FusionSearch {
  private final Network network;
  private final Map<String, Integer> computed;
  private final boolean norms;
  private final Set<String> seen = new HashSet<>();

  /**
   * Begins.
   *
   * @param computed the values of the nodes that are lowered already
   * @param norms whether normalisations are taken along: nobody asks for gradients
   * @param asked the layers whose outputs somebody reads
   */
  FusionSearch(Network network, Map<String, Integer> computed, boolean norms, Set<String> asked) {
    this.network = network;
    this.computed = computed;
    this.norms = norms;
    seen.addAll(asked);
    seen.add(network.output());
    network.auxiliaryHeads().stream().map(AuxiliaryHead::node).forEach(seen::add);
  }

  /** What the operator of a node takes along. */
  Fusion behind(Node node) {
    if (norms && node.layer() instanceof Conv2d) {
      Node norm = onlyReader(node);
      if (norm != null && norm.layer() instanceof BatchNorm) {
        return behindNorm(norm);
      }
    }
    boolean rectifies =
        node.layer() instanceof Conv2d
            || node.layer() instanceof LocallyConnected
            || node.layer() instanceof Linear;
    Node reader = rectifies ? onlyReader(node) : null;
    return reader != null && reader.layer().equals(ActivationLayer.of(Activation.RELU))
        ? new Fusion(
            List.of(reader), null, OptionalInt.empty(), Optional.ofNullable(activation(reader)))
        : Fusion.NONE;
  }

  private Fusion behindNorm(Node norm) {
    List<Node> nodes = new ArrayList<>(List.of(norm));
    addIdentities(nodes);
    OptionalInt term = OptionalInt.empty();
    Node sum = onlyReader(nodes.getLast());
    if (sum != null && sum.layer() instanceof Add) {
      term = term(sum, nodes.getLast());
      if (term.isPresent()) {
        nodes.add(sum);
      }
    }
    Node last = onlyReader(nodes.getLast());
    Optional<Op> activation =
        Optional.ofNullable(last)
            .map(this::activation)
            .filter(ConvolutionOp.NormalizedForward::canFollow);
    if (activation.isPresent()) {
      nodes.add(last);
    }
    return new Fusion(List.copyOf(nodes), norm, term, activation);
  }

  /** Layers that do nothing after training. */
  private void addIdentities(List<Node> nodes) {
    Node next = onlyReader(nodes.getLast());
    while (next != null
        && (next.layer() instanceof StochasticDepth
            || (next.layer() instanceof Dropout layer && layer.mode() == Dropout.Mode.INVERTED))) {
      nodes.add(next);
      next = onlyReader(next);
    }
  }

  /** The other term of a sum of two, if it is computed already. */
  private OptionalInt term(Node sum, Node one) {
    List<String> others = sum.inputs().stream().filter(name -> !name.equals(one.name())).toList();
    Integer value =
        sum.inputs().size() == 2 && others.size() == 1 ? computed.get(others.getFirst()) : null;
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** An activation or any other function of one number as an operator; else null. */
  private @Nullable Op activation(Node node) {
    Shape shape = network.shape(node.name());
    return switch (node.layer()) {
      case ActivationLayer layer -> new ActivationOp.Forward(shape, layer.activation());
      case Unary layer -> new ElementwiseOp.Unary(layer.function(), Operand.batched(shape));
      default -> null;
    };
  }

  /** The only node that reads another, whose output nobody else sees. */
  private @Nullable Node onlyReader(Node node) {
    if (seen.contains(node.name())) {
      return null;
    }
    List<Node> readers =
        network.nodes().stream().filter(n -> n.inputs().contains(node.name())).toList();
    return readers.size() == 1 ? readers.getFirst() : null;
  }
}
