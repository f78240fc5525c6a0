package dev.alexandrite.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.NearestName;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Goes through a source's tensors, then through what the network has beside them. */
final class WeightMatcher {
  private final String network;
  private final String origin;
  private final WeightRule rule;

  /** The source's tensors by their names in the network, in the source's order. */
  private final Map<String, NamedTensor> found = new LinkedHashMap<>();

  private final Set<String> unneeded;
  private final Map<String, Shape> wanted = new LinkedHashMap<>();
  private final List<WeightReport.Taken> taken = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();
  private final List<NamedTensor> leftOut = new ArrayList<>();
  private final Map<String, NamedTensor> leftOver = new LinkedHashMap<>();
  private final List<WeightReport.Misfit> misfits = new ArrayList<>();

  /** Tensors that are not needed are left out where the source has them. */
  WeightMatcher(
      String network,
      List<ParameterSpec> tensors,
      Set<String> unneeded,
      WeightSource source,
      WeightRule rule) {
    this.network = network;
    this.origin = source.origin();
    this.rule = rule;
    this.unneeded = unneeded;
    tensors.forEach(this::want);
    find(source.tensors());
  }

  private void want(ParameterSpec parameter) {
    wanted.put(parameter.name(), parameter.shape());
  }

  private void find(List<NamedTensor> tensors) {
    List<String> names = rule.rename(origin, tensors.stream().map(NamedTensor::name).toList());
    for (int i = 0; i < tensors.size(); i++) {
      NamedTensor other = found.put(names.get(i), tensors.get(i));
      if (other != null) {
        throw new CheckpointException(
            origin
                + ": the tensors "
                + other.name()
                + " and "
                + tensors.get(i).name()
                + " are both called "
                + names.get(i)
                + " in network '"
                + network
                + "'; change the rule's renamed(...), or the file if the names are its own");
      }
    }
  }

  WeightReport report() {
    Set<String> all = new LinkedHashSet<>(wanted.keySet());
    all.addAll(found.keySet());
    rule.requireUsed(origin, all);
    found.forEach(this::place);
    List<WeightReport.Missing> missing = new ArrayList<>();
    wanted.forEach(
        (name, shape) -> {
          if (rule.excepts(name)) {
            kept.add(name);
          } else if (!found.containsKey(name)) {
            missing.add(new WeightReport.Missing(name, shape, nearest(name, shape)));
          }
        });
    return new WeightReport(
        origin, network, taken, kept, leftOut, missing, List.copyOf(leftOver.values()), misfits);
  }

  private void place(String name, NamedTensor tensor) {
    Shape expected = wanted.get(name);
    if (rule.excepts(name) || unneeded.contains(name)) {
      leftOut.add(tensor);
    } else if (expected == null) {
      leftOver.put(name, tensor);
    } else if (expected.equals(tensor.shape()) && tensor.type().isFloat()) {
      taken.add(new WeightReport.Taken(tensor, name));
    } else {
      misfits.add(new WeightReport.Misfit(tensor, name, expected));
    }
  }

  private Optional<String> nearest(String name, Shape shape) {
    List<String> sameShape =
        leftOver.entrySet().stream()
            .filter(entry -> entry.getValue().shape().equals(shape))
            .map(Map.Entry::getKey)
            .toList();
    return NearestName.any(name, sameShape).or(() -> NearestName.similar(name, leftOver.keySet()));
  }
}
