package dev.alexandrite.core.devices;

import dev.alexandrite.TrainingException;
import dev.alexandrite.core.plan.Division;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.spi.BatchTree;
import dev.alexandrite.train.Parallelism;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Divides a network among devices, or says why it cannot be done. */
final class NetworkDivider {
  private NetworkDivider() {}

  static DividedNetwork divide(Network network, Parallelism scheme, int devices) {
    if (scheme != Parallelism.TOWERS) {
      requireLeaves(devices);
    }
    return estimate(network, scheme, devices);
  }

  /** Divides it among any number of devices, to estimate what they exchange. */
  static DividedNetwork estimate(Network network, Parallelism scheme, int devices) {
    requireOneLoss(network);
    List<Node> nodes = network.nodes();
    LeafShares shares = new LeafShares(devices);
    return switch (scheme) {
      case DATA -> {
        requireNothingOfParametersAlone(network, scheme);
        yield new DividedNetwork(
            network,
            shares,
            List.of(byRows(network, devices)),
            new Partition.ByRows(shares, network.classes()));
      }
      case TOWERS -> {
        requireChain(network, scheme);
        UnitDivider divider = UnitDivider.ofImages(network, devices);
        nodes.forEach(divider::add);
        yield new DividedNetwork(network, shares, divider.sections(), divider.units());
      }
      case HYBRID -> {
        requireChain(network, scheme);
        int first = firstLinear(nodes);
        Network trunk = part(network, nodes.subList(0, first));
        int features = network.shape(nodes.get(first - 1).name()).elements();
        UnitDivider divider =
            UnitDivider.behind(
                network, byRows(trunk, devices), new Partition.ByRows(shares, features), first);
        nodes.subList(first, nodes.size()).forEach(divider::add);
        yield new DividedNetwork(network, shares, divider.sections(), divider.units());
      }
    };
  }

  /** The loss is computed where the logits of all devices come together, of one layer alone. */
  private static void requireOneLoss(Network network) {
    if (!network.auxiliaryHeads().isEmpty()) {
      throw new TrainingException(
          "network '"
              + network.name()
              + "' has auxiliary heads, "
              + network.auxiliaryHeads()
              + ", which train on one device; take devices(1), or"
              + " network.withoutAuxiliaryHeads()");
    }
  }

  private static DividedSection byRows(Network network, int devices) {
    return new DividedSection(
        true,
        null,
        Collections.nCopies(devices, network),
        Collections.nCopies(devices, new Division(0, Map.of())));
  }

  private static Network part(Network network, List<Node> nodes) {
    var builder = Network.builder(network.name() + " convolutions", network.input());
    nodes.forEach(node -> builder.add(node.name(), node.layer()));
    return builder.build();
  }

  private static int firstLinear(List<Node> nodes) {
    for (int i = 1; i < nodes.size(); i++) {
      if (nodes.get(i).layer() instanceof Linear) {
        return i;
      }
    }
    throw new TrainingException(
        "parallelism HYBRID divides fully connected layers behind others, and the network has"
            + " none; use data()");
  }

  private static void requireLeaves(int devices) {
    if (devices > BatchTree.LEAVES) {
      throw new TrainingException(
          "a batch is divided into "
              + BatchTree.LEAVES
              + " leaves, so that at most as many devices can share it, found devices("
              + devices
              + ")");
    }
  }

  /**
   * A gradient of what was computed of parameters alone would be added up device by device before
   * it is multiplied, in another order than on one.
   */
  private static void requireNothingOfParametersAlone(Network network, Parallelism scheme) {
    Set<String> whole = new HashSet<>();
    for (Node node : network.nodes()) {
      if (node.layer().isSource()) {
        whole.add(node.name());
      } else if (whole.containsAll(node.inputs())) {
        throw new TrainingException(
            "layer "
                + node.name()
                + " of network '"
                + network.name()
                + "' reads parameters alone, "
                + node.inputs()
                + ", so that its gradient would depend on how parallelism "
                + scheme
                + " divides the batch; train it on one device, or combine the parameters with the"
                + " examples first");
      }
    }
  }

  private static void requireChain(Network network, Parallelism scheme) {
    String before = Network.INPUT;
    for (Node node : network.nodes()) {
      if (!node.inputs().equals(List.of(before)) || !node.ownsParameters()) {
        throw new TrainingException(
            "parallelism "
                + scheme
                + " divides networks whose layers form a chain; layer "
                + node.name()
                + " of network '"
                + network.name()
                + "' reads "
                + node.inputs()
                + " with the parameters of "
                + node.parametersOf()
                + "; use data()");
      }
      before = node.name();
    }
  }
}
