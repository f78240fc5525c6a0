package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.core.weights.Magnitude;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.TensorRole;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes the weights of a checkpoint or a run into tensors. Where a running average of a parameter
 * was kept, it takes the parameter's place.
 */
public final class WeightLoader implements TensorSink {
  private final String origin;
  private final NamedTensors tensors;
  private final Map<String, Shape> wanted = new LinkedHashMap<>();
  private final Set<String> loaded = new HashSet<>();
  private final Set<String> averaged = new HashSet<>();
  private final Set<String> unneeded = new HashSet<>();
  private final StatisticsTensors statistics = new StatisticsTensors();

  /**
   * Loads into tensors.
   *
   * @param origin where the weights come from, for messages
   * @param tensors receive them
   * @param wanted the tensors that are needed
   */
  public WeightLoader(String origin, NamedTensors tensors, List<TensorSpec> wanted) {
    this.origin = origin;
    this.tensors = tensors;
    wanted.forEach(tensor -> this.wanted.put(tensor.name(), tensor.shape()));
  }

  /**
   * Passes over what a trained network does not need.
   *
   * @param whole the network as it was trained, whose auxiliary heads are not loaded
   * @return this loader
   */
  public WeightLoader withoutAuxiliaryHeads(Network whole) {
    unneeded.addAll(names(whole));
    unneeded.removeAll(names(whole.withoutAuxiliaryHeads()));
    return this;
  }

  private static Set<String> names(Network network) {
    return Stream.concat(network.parameters().stream(), network.state().stream())
        .map(ParameterSpec::name)
        .collect(Collectors.toSet());
  }

  @Override
  public void accept(String name, Shape shape, TensorValues values) {
    if (StatisticsTensors.owns(name)) {
      statistics.accept(name, shape, values);
    } else if (TensorRole.AVERAGE.owns(name)) {
      String parameter = TensorRole.AVERAGE.parameter(name);
      averaged.add(parameter);
      load(parameter, shape, values);
    } else if (!averaged.contains(name)) {
      load(name, shape, values);
    }
  }

  private void load(String name, Shape shape, TensorValues values) {
    if (unneeded.contains(name)) {
      return;
    }
    Shape expected = wanted.get(name);
    if (expected == null) {
      throw new CheckpointException(
          origin
              + " has a tensor "
              + name
              + " that the network does not know; use the network it was trained as");
    }
    if (!expected.equals(shape)) {
      throw new CheckpointException(
          origin
              + ": tensor "
              + name
              + " has the shape "
              + shape
              + ", the network expects "
              + expected
              + "; use the network it was trained as, with as many classes");
    }
    values.forEach(
        (from, piece) -> {
          requireFinite(name, piece);
          tensors.upload(name, from, piece);
        });
    loaded.add(name);
  }

  private void requireFinite(String name, float[] piece) {
    if (!Magnitude.allFinite(piece)) {
      throw new CheckpointException(
          origin
              + ": tensor "
              + name
              + " contains numbers that are not finite, with which no answer can be computed; load"
              + " a checkpoint of before the run diverged");
    }
  }

  /**
   * Ends the loading.
   *
   * @throws CheckpointException if a tensor is missing
   */
  public void finish() {
    for (String name : wanted.keySet()) {
      if (!loaded.contains(name)) {
        throw new CheckpointException(
            origin
                + " lacks the tensor "
                + name
                + " that the network needs; use the network it was trained as");
      }
    }
  }

  /**
   * The statistics that came with the weights.
   *
   * @return what the pipeline learned from the training images
   */
  public DataStatistics statistics() {
    return statistics.build();
  }
}
