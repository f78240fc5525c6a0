package dev.alexandrite.core.classify;

import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.data.Task;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.TensorStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a classifier is made of, but for its weights.
 *
 * @param network what computes logits
 * @param pipeline the way of a picture into it
 * @param statistics what the pipeline learned from the training images
 * @param classNames the classes, in the order of the outputs
 * @param task what the outputs mean
 */
public record ServedModel(
    Network network,
    InputPipeline pipeline,
    DataStatistics statistics,
    List<String> classNames,
    Task task) {
  /** Copies the names, and leaves auxiliary heads to training. */
  public ServedModel {
    network = network.withoutAuxiliaryHeads();
    classNames = List.copyOf(classNames);
  }

  /**
   * How a manifest says what outputs mean: nothing for classes, so that it is that of releases
   * before there was a choice.
   *
   * @param task what they mean
   * @return what is written
   */
  public static Optional<Task> saved(Task task) {
    return Optional.of(task).filter(other -> other != Task.CLASSIFICATION);
  }

  /** Those of the store that are the network's: a store of a run has auxiliary heads as well. */
  List<TensorSpec> tensors(TensorStore store) {
    Set<String> names =
        Stream.concat(network.parameters().stream(), network.state().stream())
            .map(ParameterSpec::name)
            .collect(Collectors.toSet());
    return store.tensors().stream().filter(tensor -> names.contains(tensor.name())).toList();
  }
}
