package dev.alexandrite.checkpoint;

import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What becomes of every tensor of a source of weights and of a network. It follows from names,
 * shapes and types, so that it is known before any value is read. Where {@link #missing}, {@link
 * #leftOver} and {@link #misfits} are empty, the weights can be taken.
 *
 * @param origin the source
 * @param network the network's name
 * @param taken what the network takes, in the order of the source
 * @param kept tensors of the network that keep their initial values by the rule
 * @param leftOut tensors of the source that are not read by the rule
 * @param missing tensors of the network that the source lacks
 * @param leftOver tensors of the source that the network does not have
 * @param misfits tensors of both with another shape, or of a type that is no weight
 */
public record WeightReport(
    String origin,
    String network,
    List<Taken> taken,
    List<String> kept,
    List<NamedTensor> leftOut,
    List<Missing> missing,
    List<NamedTensor> leftOver,
    List<Misfit> misfits) {
  /** Copies the lists. */
  public WeightReport {
    taken = List.copyOf(taken);
    kept = List.copyOf(kept);
    leftOut = List.copyOf(leftOut);
    missing = List.copyOf(missing);
    leftOver = List.copyOf(leftOver);
    misfits = List.copyOf(misfits);
  }

  /**
   * A tensor that the network takes.
   *
   * @param tensor the source's tensor
   * @param name its name in the network
   */
  public record Taken(NamedTensor tensor, String name) {}

  /**
   * A tensor that the source lacks.
   *
   * @param name its name in the network
   * @param shape its shape
   * @param nearest what the source may have in its place: the name, after renaming, that differs
   *     least, of a tensor that is left over, those of the same shape before all others
   */
  public record Missing(String name, Shape shape, Optional<String> nearest) {
    @Override
    public String toString() {
      return name + " " + shape + nearest.map(other -> ", nearest is " + other).orElse("");
    }
  }

  /**
   * A tensor that cannot be taken as it is.
   *
   * @param tensor the source's tensor
   * @param name its name in the network
   * @param expected the shape that the network's has
   */
  public record Misfit(NamedTensor tensor, String name, Shape expected) {}

  /**
   * Compares a source with a network, without reading values.
   *
   * @param network what is to take the weights
   * @param source where they come from; stays open
   * @param rule what may differ
   * @return what becomes of every tensor
   * @throws dev.alexandrite.CheckpointException if the source cannot be read, two of its tensors
   *     have one name in the network, or the rule names a layer that nobody has
   */
  public static WeightReport of(Network network, WeightSource source, WeightRule rule) {
    return new WeightMatcher(network.name(), tensors(network), Set.of(), source, rule).report();
  }

  /**
   * Compares a source with what a network needs once it is trained: tensors of auxiliary heads are
   * left out, if the source has them.
   *
   * @param network what is to take the weights
   * @param source where they come from; stays open
   * @param rule what may differ
   * @return what becomes of every tensor
   * @throws dev.alexandrite.CheckpointException as {@link #of}
   */
  public static WeightReport forInference(Network network, WeightSource source, WeightRule rule) {
    List<ParameterSpec> needed = tensors(network.withoutAuxiliaryHeads());
    Set<String> unneeded =
        tensors(network).stream().map(ParameterSpec::name).collect(Collectors.toSet());
    needed.forEach(parameter -> unneeded.remove(parameter.name()));
    return new WeightMatcher(network.name(), needed, unneeded, source, rule).report();
  }

  private static List<ParameterSpec> tensors(Network network) {
    return Stream.concat(network.parameters().stream(), network.state().stream()).toList();
  }

  /**
   * Compares a source with the trained parameters of a network alone, without what it carries from
   * step to step, such as running means: what an optimiser's momentum is compared with.
   *
   * @param network what has the parameters
   * @param source has a tensor for each; stays open
   * @param rule what may differ
   * @return what becomes of every tensor
   * @throws dev.alexandrite.CheckpointException as {@link #of}
   */
  public static WeightReport ofParameters(Network network, WeightSource source, WeightRule rule) {
    return new WeightMatcher(network.name(), network.parameters(), Set.of(), source, rule).report();
  }

  /**
   * Whether the weights can be taken.
   *
   * @return true if nothing is missing, left over or misshapen
   */
  public boolean fits() {
    return missing.isEmpty() && leftOver.isEmpty() && misfits.isEmpty();
  }

  /**
   * Refuses weights that cannot be taken.
   *
   * @throws WeightMismatchException if something is missing, left over or misshapen; the message
   *     names tensors and remedies
   */
  public void requireFit() {
    if (!fits()) {
      throw new WeightMismatchException(this);
    }
  }

  /** Several lines: how many were taken, and every other tensor by name. */
  @Override
  public String toString() {
    return WeightReportText.lines(this);
  }
}
