package dev.alexandrite.train;

import dev.alexandrite.NearestName;
import dev.alexandrite.TrainingException;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the layers that are meant to stay as they are: those that own parameters or statistics. */
final class FrozenLayers {
  private final Network network;

  FrozenLayers(Network network) {
    this.network = network;
  }

  /** Layers and composites by name. */
  List<String> named(List<String> names) {
    List<String> owners = owners();
    List<String> found = new ArrayList<>();
    for (String name : names) {
      List<String> covered = owners.stream().filter(owner -> covers(name, owner)).toList();
      if (covered.isEmpty()) {
        throw unknown("freeze", name, owners, "layer or composite with parameters");
      }
      found.addAll(covered);
    }
    return found;
  }

  /** Layers by a condition. */
  List<String> matching(Predicate<String> condition) {
    List<String> found = owners().stream().filter(condition).toList();
    if (found.isEmpty()) {
      throw Checks.wrong(
          "freeze: the condition holds for no layer with parameters of network '"
              + network.name()
              + "'; they are "
              + owners());
    }
    return found;
  }

  /** A layer or composite, and all that it is computed from. */
  List<String> upTo(String layer) {
    List<String> nodes = network.nodes().stream().map(Node::name).toList();
    Set<String> needed = new HashSet<>();
    nodes.stream().filter(node -> covers(layer, node)).forEach(needed::add);
    if (needed.isEmpty()) {
      throw unknown("freezeUpTo", layer, nodes, "layer or composite");
    }
    Set<String> found = new LinkedHashSet<>();
    for (Node node : network.nodes().reversed()) {
      if (needed.contains(node.name())) {
        needed.addAll(node.inputs());
        found.add(node.parametersOf());
      }
    }
    found.retainAll(owners());
    if (found.isEmpty()) {
      throw Checks.wrong(
          "freezeUpTo: nothing up to "
              + layer
              + " has parameters in network '"
              + network.name()
              + "'; the layers that have are "
              + owners());
    }
    return List.copyOf(found);
  }

  /** Refuses to freeze everything. */
  void requireSomeTrained(List<String> frozen) {
    if (Set.copyOf(frozen).containsAll(owners())) {
      throw Checks.wrong(
          "every layer of network '"
              + network.name()
              + "' is frozen, so that there is nothing to train; leave one out, such as "
              + owners().getLast());
    }
  }

  private List<String> owners() {
    return Stream.concat(network.parameters().stream(), network.state().stream())
        .map(tensor -> tensor.layer())
        .distinct()
        .toList();
  }

  private static boolean covers(String whole, String part) {
    return part.equals(whole) || part.startsWith(whole + "/");
  }

  private TrainingException unknown(String call, String name, List<String> names, String what) {
    return Checks.wrong(
        call
            + ": network '"
            + network.name()
            + "' has no "
            + what
            + " '"
            + name
            + "'"
            + NearestName.similar(name, names).map(near -> "; the nearest is " + near).orElse("")
            + "; correct the name, the layers are "
            + names);
  }
}
