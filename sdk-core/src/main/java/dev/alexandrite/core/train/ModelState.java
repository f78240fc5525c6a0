package dev.alexandrite.core.train;

import dev.alexandrite.TrainingException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.core.augment.ImagePreparer;
import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.core.checkpoint.StatisticsTensors;
import dev.alexandrite.core.checkpoint.TensorSink;
import dev.alexandrite.core.checkpoint.TensorSource;
import dev.alexandrite.core.checkpoint.TensorValues;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.TensorRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every number that training changes, and what was learned of the data. */
final class ModelState implements TensorSource {
  private final NamedTensors tensors;
  private final DataStatistics statistics;
  private final ImagePreparer preparer;
  private final Map<String, TensorSpec> specs = new HashMap<>();
  private final Set<String> names;
  private final List<TensorSpec> weights = new ArrayList<>();
  private final List<TensorSpec> optimizer = new ArrayList<>();

  ModelState(Model model, NamedTensors tensors, DataStatistics statistics) {
    this.tensors = tensors;
    this.statistics = statistics;
    this.preparer = new ImagePreparer(model.pipeline(), statistics);
    this.names = names(model.network());
    for (TensorSpec tensor : tensors.tensors()) {
      specs.put(tensor.name(), tensor);
      boolean weight = names.contains(tensor.name()) || TensorRole.AVERAGE.owns(tensor.name());
      (weight ? weights : optimizer).add(tensor);
    }
  }

  private static Set<String> names(Network network) {
    Set<String> names = new HashSet<>();
    Stream.concat(network.parameters().stream(), network.state().stream())
        .map(ParameterSpec::name)
        .forEach(names::add);
    return names;
  }

  DataStatistics statistics() {
    return statistics;
  }

  ImagePreparer preparer() {
    return preparer;
  }

  /** What a checkpoint's weights file holds. */
  List<TensorSpec> savedWeights() {
    List<TensorSpec> saved = new ArrayList<>(weights);
    saved.addAll(StatisticsTensors.specs(statistics));
    return saved;
  }

  /** What a checkpoint's optimiser file holds. */
  List<TensorSpec> savedOptimizer() {
    return List.copyOf(optimizer);
  }

  @Override
  public TensorValues read(String name) {
    return StatisticsTensors.owns(name)
        ? TensorValues.of(StatisticsTensors.values(statistics, name))
        : tensors.values(Objects.requireNonNull(specs.get(name), name));
  }

  /** The values of a parameter or a running statistic. */
  float[] parameter(String name) {
    if (!names.contains(name)) {
      throw new TrainingException(
          "the network has no parameter " + name + "; it has " + new TreeSet<>(names));
    }
    float[] values = new float[Objects.requireNonNull(specs.get(name), name).shape().elements()];
    tensors.download(name, 0, values);
    return values;
  }

  /** Changes a parameter, a running statistic or a running average, after the last step. */
  void write(String name, float[] values) {
    tensors.upload(name, 0, values);
  }

  /** Hands over parameters, carried state and running averages. */
  void exportWeights(TensorSink sink) {
    for (TensorSpec tensor : weights) {
      sink.accept(tensor.name(), tensor.shape(), tensors.values(tensor));
    }
  }

  /** The tensor that inference reads as a parameter or carried state: its average if it has one. */
  String served(String name) {
    String average = TensorRole.AVERAGE.of(name);
    return specs.containsKey(average) ? average : name;
  }

  /** Parameters, carried state and running averages. */
  List<TensorSpec> weights() {
    return List.copyOf(weights);
  }

  static long bytes(List<TensorSpec> tensors) {
    return Float.BYTES * tensors.stream().mapToLong(tensor -> tensor.elements(1)).sum();
  }
}
