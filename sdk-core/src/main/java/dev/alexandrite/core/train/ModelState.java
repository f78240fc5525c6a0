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
import dev.alexandrite.model.Node;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.TensorRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every number that training changes, and what was learned of the data. What it hands on, to a
 * checkpoint, a copy or a classifier, is finite.
 */
final class ModelState implements TensorSource {
  private final NamedTensors tensors;
  private final DataStatistics statistics;
  private final ImagePreparer preparer;

  private final Network network;

  /** By parameter or running statistic, the layer that owns it. */
  private final Map<String, String> layers = new HashMap<>();

  private final Map<String, TensorSpec> specs = new HashMap<>();
  private final List<TensorSpec> weights = new ArrayList<>();
  private final List<TensorSpec> optimizer = new ArrayList<>();

  ModelState(Model model, NamedTensors tensors, DataStatistics statistics) {
    this.tensors = tensors;
    this.statistics = statistics;
    this.preparer = new ImagePreparer(model.pipeline(), statistics);
    this.network = model.network();
    Stream.concat(network.parameters().stream(), network.state().stream())
        .forEach(spec -> layers.put(spec.name(), spec.layer()));
    for (TensorSpec tensor : tensors.tensors()) {
      specs.put(tensor.name(), tensor);
      boolean weight = layers.containsKey(tensor.name()) || TensorRole.AVERAGE.owns(tensor.name());
      (weight ? weights : optimizer).add(tensor);
    }
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

  /**
   * Reads a tensor.
   *
   * @throws NotFiniteException while the values are handed over, at the first that is not finite
   */
  @Override
  public TensorValues read(String name) {
    return StatisticsTensors.owns(name)
        ? TensorValues.of(StatisticsTensors.values(statistics, name))
        : finite(name);
  }

  private FiniteValues finite(String name) {
    boolean weight = layers.containsKey(name) || TensorRole.AVERAGE.owns(name);
    return new FiniteValues(
        name,
        layer(name),
        weight ? FiniteValues.LARGEST_WEIGHT : Float.MAX_VALUE,
        tensors.values(Objects.requireNonNull(specs.get(name), name)));
  }

  private String layer(String tensor) {
    return Stream.of(TensorRole.values())
        .filter(role -> role.owns(tensor))
        .findFirst()
        .map(role -> role.parameter(tensor))
        .map(layers::get)
        .orElseGet(() -> Objects.requireNonNull(layers.get(tensor), tensor));
  }

  /**
   * Makes sure that what inference reads is finite.
   *
   * @throws NotFiniteException at the first number that is not
   */
  void requireFiniteWeights() {
    weights.forEach(tensor -> finite(tensor.name()).require());
  }

  /** Says where in the network's order the first number is that is not finite. */
  String firstNotFinite() {
    List<String> order = network.nodes().stream().map(Node::name).toList();
    return Stream.concat(weights.stream(), optimizer.stream())
        .map(TensorSpec::name)
        .sorted(Comparator.comparingInt(name -> order.indexOf(layer(name))))
        .flatMap(name -> finite(name).found().stream())
        .findFirst()
        .orElse("a number in the weights is not finite");
  }

  /** The values of a parameter or a running statistic, whatever they are. */
  float[] parameter(String name) {
    if (!layers.containsKey(name)) {
      throw new TrainingException(
          "the network has no parameter " + name + "; it has " + new TreeSet<>(layers.keySet()));
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
      sink.accept(tensor.name(), tensor.shape(), read(tensor.name()));
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
