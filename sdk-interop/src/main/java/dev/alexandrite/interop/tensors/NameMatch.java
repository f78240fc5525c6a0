package dev.alexandrite.interop.tensors;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.NamedTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Finds the rule by which a network finds its tensors in a source: the names as they are, without
 * what wrappers put in front of all of them, or by a known map. The first that fits is taken; where
 * none fits, the one that comes nearest, so that the report is short.
 */
public final class NameMatch {
  private final Network network;
  private final WeightSource source;
  private final Set<String> wanted = new HashSet<>();

  /** The network's names by what they are with dots: a composite is set off by a slash here. */
  private final Map<String, String> dotted = new HashMap<>();

  private NameMatch(Network network, WeightSource source) {
    this.network = network;
    this.source = source;
    Stream.concat(network.parameters().stream(), network.state().stream())
        .map(ParameterSpec::name)
        .forEach(wanted::add);
    wanted.forEach(name -> dotted.put(name.replace('/', '.'), name));
  }

  /**
   * The rule of a source that says nothing of names. Tensors that are no floats, such as counts of
   * batches, are left out where the network has none of their name.
   *
   * @param network what is to take the weights
   * @param source where they come from
   * @return the rule
   */
  public static WeightRule rule(Network network, WeightSource source) {
    return new NameMatch(network, source).nearest();
  }

  private WeightRule nearest() {
    WeightRule nearest = rule(UnaryOperator.identity());
    long most = -1;
    for (UnaryOperator<String> names : candidates()) {
      WeightRule rule = rule(names);
      Optional<WeightReport> report = report(rule);
      if (report.filter(WeightReport::fits).isPresent()) {
        return rule;
      }
      long taken = report.map(tried -> tried.taken().size()).orElse(-1);
      if (taken > most) {
        most = taken;
        nearest = rule;
      }
    }
    return nearest;
  }

  /** Empty where two tensors would have one name. */
  private Optional<WeightReport> report(WeightRule rule) {
    try {
      return Optional.of(WeightReport.of(network, source, rule));
    } catch (CheckpointException clash) {
      return Optional.empty();
    }
  }

  private WeightRule rule(UnaryOperator<String> names) {
    Set<String> counts = new HashSet<>();
    for (NamedTensor tensor : source.tensors()) {
      String name = names.apply(tensor.name());
      if (!tensor.type().isFloat() && !wanted.contains(name)) {
        counts.add(name);
      }
    }
    return WeightRule.exact().renamed(names).except(counts::contains);
  }

  private List<UnaryOperator<String>> candidates() {
    List<UnaryOperator<String>> candidates = new ArrayList<>();
    List<String> names = source.tensors().stream().map(NamedTensor::name).toList();
    for (int prefix : List.of(0, WrapperPrefix.length(names))) {
      UnaryOperator<String> bare = name -> name.substring(prefix);
      candidates.add(bare);
      candidates.add(name -> dotted.getOrDefault(bare.apply(name), bare.apply(name)));
      candidates.add(name -> TorchvisionNames.alexNet(bare.apply(name)));
    }
    return candidates;
  }
}
