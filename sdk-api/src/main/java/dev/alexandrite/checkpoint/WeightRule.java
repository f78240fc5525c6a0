package dev.alexandrite.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.NearestName;
import dev.alexandrite.model.Network;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What may differ between a source of weights and a network that takes them: names, and the layers
 * that are left out. Everything else has to be the same. Immutable.
 *
 * <pre>{@code
 * WeightRule.exact()                            // every tensor, name and shape
 *     .renamed("features.0", "conv1")           // the source's layer is another name here
 *     .except("fc8");                           // starts afresh, whatever the source has of it
 * }</pre>
 */
public final class WeightRule {
  private static final WeightRule EXACT = new WeightRule(List.of(), List.of(), List.of());

  private final List<Renaming> renamings;
  private final List<String> layers;
  private final List<Predicate<String>> tensors;

  private WeightRule(
      List<Renaming> renamings, List<String> layers, List<Predicate<String>> tensors) {
    this.renamings = List.copyOf(renamings);
    this.layers = List.copyOf(layers);
    this.tensors = List.copyOf(tensors);
  }

  /**
   * Nothing differs: the source has every tensor of the network, with its name and shape, and no
   * other.
   *
   * @return the rule
   */
  public static WeightRule exact() {
    return EXACT;
  }

  /**
   * Leaves layers out: what the source has of them is not read, and what the network has of them
   * keeps its initial values. One that neither has is refused when the rule is used.
   *
   * @param names layers, such as {@code fc8} for {@code fc8.weight} and {@code fc8.bias},
   *     composites, such as {@code block} for {@code block/conv1.weight}, or single tensors; after
   *     renaming
   * @return the changed rule
   */
  public WeightRule except(String... names) {
    List<String> more = new ArrayList<>(layers);
    more.addAll(List.of(names));
    return new WeightRule(renamings, more, tensors);
  }

  /**
   * Leaves tensors out, as {@link #except(String...)} does, by a condition.
   *
   * @param condition true for the name, after renaming, of a tensor that is left out, such as
   *     {@code name -> name.endsWith(".num_batches_tracked")}
   * @return the changed rule
   */
  public WeightRule except(Predicate<String> condition) {
    List<Predicate<String>> more = new ArrayList<>(tensors);
    more.add(Objects.requireNonNull(condition, "condition"));
    return new WeightRule(renamings, layers, more);
  }

  /**
   * Leaves the head of a network out, the layer whose outputs are the classes: for a network {@code
   * withClasses(n)}, or to train the head afresh.
   *
   * @param network the network that takes the weights
   * @return the changed rule
   * @throws dev.alexandrite.InvalidModelException if it has no {@linkplain Network#head() head}
   */
  public WeightRule exceptHead(Network network) {
    return except(network.head());
  }

  /**
   * Names a layer of the source otherwise. A layer that the source does not have is refused when
   * the rule is used.
   *
   * @param layer a layer, composite or tensor of the source, such as {@code features.0}
   * @param as its name in the network, such as {@code conv1}
   * @return the changed rule; renamings apply one after the other
   */
  public WeightRule renamed(String layer, String as) {
    return with(
        new Renaming(
            layer, name -> covers(layer, name) ? as + name.substring(layer.length()) : name));
  }

  /**
   * Names the source's tensors otherwise.
   *
   * @param names the name in the network for a name in the source
   * @return the changed rule; renamings apply one after the other
   */
  public WeightRule renamed(UnaryOperator<String> names) {
    return with(new Renaming(null, Objects.requireNonNull(names, "names")));
  }

  private WeightRule with(Renaming renaming) {
    List<Renaming> more = new ArrayList<>(renamings);
    more.add(renaming);
    return new WeightRule(more, layers, tensors);
  }

  /** The names of a source's tensors in the network, in the same order. */
  List<String> rename(String origin, List<String> found) {
    List<String> names = new ArrayList<>(found);
    for (Renaming renaming : renamings) {
      String layer = renaming.layer();
      if (layer != null && names.stream().noneMatch(name -> covers(layer, name))) {
        throw unused("renamed(\"" + layer + "\", …)", layer, origin, names);
      }
      names.replaceAll(name -> renaming.apply(origin, name));
    }
    return names;
  }

  /** Whether a tensor, named as in the network, is left out. */
  boolean excepts(String tensor) {
    for (String layer : layers) {
      if (covers(layer, tensor)) {
        return true;
      }
    }
    return tensors.stream().anyMatch(condition -> condition.test(tensor));
  }

  /** Refuses a layer to leave out that nobody has, which would be a misspelt one. */
  void requireUsed(String origin, Collection<String> names) {
    for (String layer : layers) {
      if (names.stream().noneMatch(name -> covers(layer, name))) {
        throw unused("except(\"" + layer + "\")", layer, origin + " and the network", names);
      }
    }
  }

  private static CheckpointException unused(
      String call, String layer, String where, Collection<String> names) {
    Optional<String> nearest =
        NearestName.similar(layer, names.stream().map(WeightRule::layer).distinct().toList());
    return new CheckpointException(
        "the rule's "
            + call
            + " names no layer or tensor of "
            + where
            + nearest.map(name -> "; the nearest name is " + name).orElse("")
            + "; correct the name, or remove the call");
  }

  private static String layer(String tensor) {
    int dot = tensor.lastIndexOf('.');
    return dot < 0 ? tensor : tensor.substring(0, dot);
  }

  /** Whether a name is that of the layer's tensor, of the composite's, or the name itself. */
  private static boolean covers(String layer, String name) {
    if (!name.startsWith(layer)) {
      return false;
    }
    return name.length() == layer.length()
        || name.charAt(layer.length()) == '.'
        || name.charAt(layer.length()) == '/';
  }

  /** Other names, of one layer or of any. */
  private record Renaming(@Nullable String layer, UnaryOperator<String> names) {
    String apply(String origin, String name) {
      String renamed = names.apply(name);
      if (renamed == null || renamed.isBlank()) {
        throw new CheckpointException(
            origin
                + ": the rule's renamed(...) gives "
                + name
                + " no name; return the name itself where it is not to change, and leave tensors"
                + " out by except(...)");
      }
      return renamed;
    }
  }

  @Override
  public String toString() {
    return "rule of "
        + renamings.size()
        + " renamings, "
        + layers.size()
        + " layers and "
        + tensors.size()
        + " conditions on tensors";
  }
}
